import { toHex } from "#pki/bytes.ts";
import { type Certificate, keyIdentifierOf, parseCertificate } from "#pki/certificate.ts";
import { PkiError } from "#pki/error.ts";
import { passwordProblems } from "#pki/password-rule.ts";
import { type Anchors, verifyPath } from "#pki/path.ts";
import { sealPkcs12 } from "#pki/pkcs12-seal.ts";
import { readPublicKey } from "#pki/public-key.ts";
import { webPrimitives } from "../web-primitives.ts";
import { KeystoreError } from "./keystore-error.ts";
import { openKeyFile, type PickedFile } from "./open-key-file.ts";
import { fitsCertificate, type PrivateKey } from "./private-key.ts";
import type { Slot } from "./waiting-keys.ts";

export interface KeyFileOrder {
  readonly slot: Slot;
  /** May be exported. */
  readonly privateKey: PrivateKey;
  /** DER, as the server handed it out. */
  readonly certificate: Uint8Array;
  readonly password: string;
  readonly anchors: Anchors;
  readonly now: Date;
}

/**
 * Joins a waiting key and its certificate into a key file, and opens that file again before it says so.
 *
 * Does not take the server's word: the certificate has to be for this very key, for this use, and from our authority.
 *
 * @throws {KeystoreError} PASSWORD_RULE, CERTIFICATE_DIFFERS or KEY_FILE_NOT_WRITTEN
 */
export async function makeKeyFile(order: KeyFileOrder): Promise<PickedFile> {
  if (passwordProblems(order.password).length > 0) throw new KeystoreError("PASSWORD_RULE");
  const certificate = await requireOurCertificate(order);
  const identifier = toHex(await keyIdentifierOf(certificate.spki, webPrimitives));
  const file = {
    name: `${keyFileName(certificate, order.slot)}_${identifier}.p12`,
    bytes: await sealPkcs12(
      {
        certificate: certificate.der,
        privateKey: order.privateKey.key,
        password: order.password,
        friendlyName: identifier,
      },
      { crypto },
    ),
  };
  await requireOpens(file, order);
  return file;
}

async function requireOurCertificate({ slot, privateKey, certificate: der, anchors, now }: KeyFileOrder) {
  try {
    const certificate = parseCertificate(der);
    const purpose = slot === "AUTH" ? "SIGN_IN" : "SIGNING";
    await verifyPath(certificate, anchors, { at: now, purpose, primitives: webPrimitives });
    if (await fitsCertificate(privateKey, certificate)) return certificate;
  } catch (cause) {
    if (cause instanceof PkiError) throw new KeystoreError("CERTIFICATE_DIFFERS", { detail: slot, cause });
    throw cause;
  }
  throw new KeystoreError("CERTIFICATE_DIFFERS", { detail: `${slot}: for another key` });
}

/** As the national authority names its files. */
function keyFileName({ spki }: Certificate, slot: Slot): string {
  const kind = readPublicKey(spki).type === "RSA" ? "RSA256" : "EC256";
  return slot === "AUTH" ? `AUTH_${kind}` : kind;
}

async function requireOpens(file: PickedFile, { password, anchors, now }: KeyFileOrder): Promise<void> {
  const opened = await openKeyFile(file, { password, anchors, now });
  if (typeof opened === "string") throw new KeystoreError("KEY_FILE_NOT_WRITTEN", { detail: opened });
}
