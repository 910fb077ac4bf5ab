import type { Site } from "./site.ts";

/** The serial number of the row of this number, from 1 on; the SQL below makes the same. */
export const SERIAL_SQL = "'4' || substr(md5(n::text) || md5((-n)::text), 1, 39)";

/**
 * Rows of certificates that nobody has, in the order in which they were made; what is not told here is filled in.
 *
 * @param rows.derBytes how many bytes that no database makes smaller stand in place of each certificate's DER, which is
 *   each one's own: 64 at least
 */
export async function enterCertificates(
  { owner }: Site,
  { count, revoked, derBytes = 64 }: { readonly count: number; readonly revoked: boolean; readonly derBytes?: number },
): Promise<void> {
  await owner.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRawUnsafe(
        `INSERT INTO certificate (id, issuer_id, serial, holder_id, request_id, slot, profile, profile_version, storage, der,
          spki_sha256, ski, not_before, not_after, issued_at, revoked_at, revocation_reason, shard)
        SELECT made.id, authority.id, ${SERIAL_SQL}, made.id, made.id, 'SIGN', 'EMPLOYEE-SIGN', 2, 'PERSONAL_COMPUTER',
          (SELECT coalesce(string_agg(sha512(convert_to(n || ' ' || part, 'UTF8')), ''), '') FROM generate_series(1, $2) AS part),
          int8send(n), int8send(n), now(), now() + interval '1 year', now(),
          CASE WHEN $3 THEN now() - n * interval '1 second' END, CASE WHEN $3 THEN 'SUPERSEDED'::"RevocationReason" END, 1
        FROM authority_certificate authority, generate_series(1, $1) AS n, LATERAL (SELECT uuidv7() AS id, n AS of) made
        WHERE authority.kind = 'ISSUING' AND made.of = n`,
        ...[count, Math.ceil(derBytes / 64), revoked],
      );
    },
    { timeout: 1_200_000 },
  );
  await owner.$executeRaw`VACUUM ANALYZE certificate`;
}
