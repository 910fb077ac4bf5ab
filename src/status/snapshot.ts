import { issuingCrlPath } from "#ca/addresses.ts";
import { wholeSecond } from "#ca/validity.ts";
import { practiceStatement } from "./practice-statement.ts";
import { type PublishedFile, publishedFile } from "./published-file.ts";
import type { Published, PublishedCrl } from "./store.ts";

/** All that `status` serves, by path, as the register was at one moment. */
export interface Snapshot {
  readonly files: ReadonlyMap<string, PublishedFile>;
  readonly readAt: Date;
  readonly messages?: Published["messages"];
  /** What of the log nobody has signed. */
  readonly unsigned?: Published["unsigned"];
}

const CERTIFICATE_PATHS: Readonly<Record<string, string>> = { ROOT: "/ca/root.cer", ISSUING: "/ca/issuing.cer" };
const ROOT_CRL = "/crl/root.crl";

/** Both of them, as tools want the authorities that they trust. */
const CHAIN_PATH = "/ca/chain.pem";

/**
 * Every address that has to be answered for; one that is not in a snapshot is not published yet. A snapshot may have more:
 * the lists of shards that new certificates are no longer divided among.
 */
export function duePaths(crlShards: number): ReadonlySet<string> {
  const shards = Array.from({ length: crlShards + 1 }, (_, shard) => shard);
  const lists = shards.flatMap((shard) => [issuingCrlPath("FULL", shard), issuingCrlPath("DELTA", shard)]);
  return new Set(["/cps", ...Object.values(CERTIFICATE_PATHS), CHAIN_PATH, ROOT_CRL, ...lists]);
}

/** Makes everything ready to be sent from what was read. @param readAt when it was read */
export function snapshotOf({ certificates, crls, unsigned, messages }: Published, readAt: Date): Snapshot {
  const files = new Map<string, PublishedFile>();
  for (const { kind, der, notBefore } of certificates) {
    const path = CERTIFICATE_PATHS[kind];
    if (path) files.set(path, publishedFile(der, { contentType: "application/pkix-cert", lastModified: notBefore }));
  }
  if (certificates.length > 0) files.set(CHAIN_PATH, chainOf(certificates));
  for (const crl of crls) {
    const path = pathOf(crl);
    if (path) files.set(path, crlFile(crl));
  }
  const text = { contentType: "text/plain; charset=utf-8", lastModified: wholeSecond(readAt) };
  files.set("/cps", publishedFile(practiceStatement, text));
  return { files, readAt, unsigned, messages };
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

/** The lists more than half of whose life is over: by then a newer one is long due. */
export function latePaths({ files }: Snapshot, now: Date): readonly string[] {
  return [...files].flatMap(([path, { lastModified, staleAt }]) => {
    const half = staleAt && (lastModified.getTime() + staleAt.getTime()) / 2;
    return half !== undefined && half <= now.getTime() ? [path] : [];
  });
}

function pathOf({ issuer, kind, shard }: PublishedCrl): string | undefined {
  if (issuer === "ROOT") return kind === "FULL" && shard === 0 ? ROOT_CRL : undefined;
  return kind === "FULL" || kind === "DELTA" ? issuingCrlPath(kind, shard) : undefined;
}

/** The row's own identifier is the validator: hashing a large list at each change would keep others waiting. */
function crlFile({ id, der, thisUpdate, nextUpdate, sharesSecond }: PublishedCrl): PublishedFile {
  const facts = { contentType: "application/pkix-crl", lastModified: thisUpdate, sharesSecond, staleAt: nextUpdate };
  return { body: der, etag: etagOf(id), ...facts };
}

const etagOf = (id: string) => `"${id}"`;

/** The bytes of CRLs that a snapshot has, by their rows, so that they are not fetched again and there is one copy of each. */
export function knownCrls(snapshot: Snapshot | undefined): (id: string) => Buffer | undefined {
  const bodies = new Map([...(snapshot?.files.values() ?? [])].map(({ etag, body }) => [etag, body]));
  return (id) => bodies.get(etagOf(id));
}
