import { fromHex } from "#pki/bytes.ts";
import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import type { Extension } from "#pki/extensions.ts";
import { assembleCertificate, type TbsCertificate } from "#pki/tbs-certificate.ts";

/** The parts of what is to be signed, for spoiling one of them. */
export function partsOf({ tbs, serial }: { readonly tbs: Uint8Array; readonly serial: string }): TbsCertificate {
  const read: Certificate = parseCertificate(assembleCertificate(tbs, "ECDSA-P256-SHA256", new Uint8Array(64)));
  const extensions = [...read.extensions].map(([oid, extension]) => ({ oid, ...extension }));
  return { ...read, serial: fromHex(serial), algorithm: read.signatureAlgorithm, extensions };
}

export type Spoil = (parts: TbsCertificate) => Partial<TbsCertificate>;

export const replaced =
  (changed: Extension): Spoil =>
  ({ extensions }) => ({
    extensions: extensions.map((extension) => (extension.oid === changed.oid ? changed : extension)),
  });
export const without =
  (type: string): Spoil =>
  ({ extensions }) => ({ extensions: extensions.filter(({ oid }) => oid !== type) });
export const withAnother =
  (extension: Extension): Spoil =>
  ({ extensions }) => ({ extensions: [...extensions, extension] });
