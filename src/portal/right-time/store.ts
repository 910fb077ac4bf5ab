import type { Database } from "#platform/database.ts";

/** The times written down last: of the newest audit row, and of the newest complete CRL of this issuer. */
export async function findLastWritten(
  db: Database,
  issuerId: string,
): Promise<readonly { readonly what: string; readonly at: Date }[]> {
  // by its place in the log and not by its time: a row that claims a time to come is forgotten with the next one
  return db.$queryRaw<{ what: string; at: Date }[]>`
    (SELECT 'audit row' AS what, at FROM audit_event
      WHERE seq = (SELECT event_seq FROM audit_entry ORDER BY seq DESC LIMIT 1))
    UNION ALL
    (SELECT 'CRL' AS what, this_update AS at FROM crl WHERE issuer_id = ${issuerId}::uuid AND kind = 'FULL'
      ORDER BY number DESC LIMIT 1)`;
}
