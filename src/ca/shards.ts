import type { Certificate } from "#pki/certificate.ts";
import { readDer } from "#pki/der.ts";
import { readDistributionPoints } from "#pki/distribution-point.ts";
import { OID } from "#pki/oid.ts";
import { shardOfAddress } from "./addresses.ts";

/**
 * The shard of a certificate that is about to be issued, by its serial: serials are random, so all fill evenly.
 *
 * @param serial lower-case hexadecimal
 * @param count how many shards there are
 * @returns 1 to `count`
 */
export function shardFor(serial: string, count: number): number {
  return (Number.parseInt(serial.slice(-8), 16) % count) + 1;
}

/**
 * The shard of an issued certificate, as its own address of revocation lists says it; 0 for one that names the list of all.
 *
 * What the certificate says decides, and not how many shards there are now: that number may change.
 *
 * @throws {PkiError} DER_MALFORMED
 * @throws {Error} for a certificate that names no list of ours
 */
export function shardOf({ extensions, serial }: Pick<Certificate, "extensions" | "serial">): number {
  const points = extensions.get(OID.crlDistributionPoints);
  const [address = "", ...others] = points ? readDistributionPoints(readDer(points.value)) : [];
  const shard = others.length === 0 ? shardOfAddress(address) : undefined;
  if (shard === undefined) throw new Error(`the certificate ${serial} names no list of ours`);
  return shard;
}
