import { wholeSecond } from "#ca/validity.ts";
import { practiceStatement } from "./practice-statement.ts";
import { type PublishedFile, publishedFile } from "./published-file.ts";
import type { Published } from "./store.ts";

/** All that `status` serves, by path, as the register was at one moment. */
export interface Snapshot {
  readonly files: ReadonlyMap<string, PublishedFile>;
  readonly readAt: Date;
}

const CERTIFICATE_PATHS: Readonly<Record<string, string>> = { ROOT: "/ca/root.cer", ISSUING: "/ca/issuing.cer" };

/** Both of them, as tools want the authorities that they trust. */
const CHAIN_PATH = "/ca/chain.pem";

const CRL_PATHS: Readonly<Record<string, string>> = {
  "ROOT FULL": "/crl/root.crl",
  "ISSUING FULL": "/crl/issuing.crl",
  "ISSUING DELTA": "/crl/issuing-delta.crl",
};

/** Every address that there can be; one that is not in a snapshot is not published yet. */
export const PATHS: ReadonlySet<string> = new Set([
  "/cps",
  ...Object.values(CERTIFICATE_PATHS),
  CHAIN_PATH,
  ...Object.values(CRL_PATHS),
]);

/** Makes everything ready to be sent from what was read. @param readAt when it was read */
export function snapshotOf({ certificates, crls }: Published, readAt: Date): Snapshot {
  const files = new Map<string, PublishedFile>();
  for (const { kind, der, notBefore } of certificates) {
    const path = CERTIFICATE_PATHS[kind];
    if (path) files.set(path, publishedFile(der, { contentType: "application/pkix-cert", lastModified: notBefore }));
  }
  if (certificates.length > 0) files.set(CHAIN_PATH, chainOf(certificates));
  for (const { issuer, kind, der, thisUpdate, nextUpdate } of crls) {
    const path = CRL_PATHS[`${issuer} ${kind}`];
    const facts = { contentType: "application/pkix-crl", lastModified: thisUpdate, staleAt: nextUpdate };
    if (path) files.set(path, publishedFile(der, facts));
  }
  const text = { contentType: "text/plain; charset=utf-8", lastModified: wholeSecond(readAt) };
  files.set("/cps", publishedFile(practiceStatement, text));
  return { files, readAt };
}

function chainOf(certificates: Published["certificates"]): PublishedFile {
  const lastModified = new Date(Math.max(...certificates.map(({ notBefore }) => notBefore.getTime())));
  const chain = certificates.map(({ der }) => pemOf(der)).join("");
  return publishedFile(chain, { contentType: "application/pem-certificate-chain", lastModified });
}

/** @see RFC 7468 section 5 */
function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
