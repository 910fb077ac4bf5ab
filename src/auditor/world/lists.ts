import { parseCrl } from "#pki/crl.ts";
import type { Promised, Seen, World } from "./world.ts";

interface Newest {
  readonly shard: number;
  readonly der: Buffer;
  readonly this_update: Date;
  readonly next_update: Date;
}

const NEWEST = `SELECT DISTINCT ON (shard) shard, der, this_update, next_update FROM crl
  WHERE kind = 'FULL' AND issuer_id = (SELECT id FROM authority_certificate WHERE kind = 'ISSUING' ORDER BY not_before DESC LIMIT 1)
  ORDER BY shard, number DESC`;

/** Which certificates have to be on the newest complete list of a shard: revoked, not ended, and known to its maker. */
const REVOKED = `SELECT serial FROM certificate c WHERE ($1 = 0 OR shard = $1) AND revoked_at IS NOT NULL AND not_after > $2
    AND NOT EXISTS (SELECT FROM revocation_change r WHERE r.certificate_id = c.id
      AND CASE $1 WHEN 0 THEN in_complete_since ELSE in_shard_since END IS NULL)
  UNION ALL SELECT serial FROM service_certificate WHERE $1 = 0 AND revoked_at IS NOT NULL AND not_after > $2`;

/** What is on a list and was not revoked when it was made; of a hold lifted since, the list does not know yet. */
const UNREVOKED = `SELECT listed.serial FROM unnest($1::text[]) AS listed(serial) WHERE NOT EXISTS (
    SELECT FROM certificate c WHERE c.serial = listed.serial AND ($2 = 0 OR c.shard = $2) AND (c.revoked_at IS NOT NULL
      OR EXISTS (SELECT FROM revocation_change r WHERE r.certificate_id = c.id
        AND CASE $2 WHEN 0 THEN in_complete_since ELSE in_shard_since END IS NULL)))
  AND NOT EXISTS (SELECT FROM service_certificate s WHERE s.serial = listed.serial AND s.revoked_at IS NOT NULL)`;

async function compare({ client }: World): Promise<Seen> {
  const { rows: lists } = await client.query<Newest>(NEWEST);
  const violations: string[] = [];
  let count = 0;
  for (const { shard, der, this_update } of lists) {
    const listed = parseCrl(der).entries.map(({ serial }) => serial);
    count += listed.length;
    const set = new Set(listed);
    if (set.size !== listed.length) violations.push(`list ${shard} has somebody twice`);
    const { rows: due } = await client.query<{ serial: string }>(REVOKED, [shard, this_update]);
    violations.push(
      ...due.filter(({ serial }) => !set.has(serial)).map(({ serial }) => `${serial} is not on list ${shard}`),
    );
    const { rows: known } = await client.query<{ serial: string }>(UNREVOKED, [listed, shard]);
    violations.push(...known.map(({ serial }) => `${serial} is on list ${shard} without being revoked`));
  }
  return { count, violations };
}

/** The promises of the lists that relying parties fetch. */
export const OF_LISTS: readonly Promised[] = [
  {
    ...{ id: "D10", what: "the numbers and times of lists only grow, and the newest of each shard is in force" },
    async look({ client, now }) {
      const { rows } = await client.query<{ word: string }>(
        `SELECT kind || ' ' || shard || ' ' || number AS word FROM (
           SELECT kind, shard, number, this_update, next_update,
             lead(this_update) OVER sequence AS later, lead(number) OVER sequence AS next
           FROM crl WINDOW sequence AS (PARTITION BY issuer_id, kind, shard ORDER BY number)) AS list
         WHERE later < this_update OR (next IS NULL AND kind = 'FULL' AND next_update <= $1)`,
        [now],
      );
      const counted = await client.query<{ count: string }>("SELECT count(*) FROM crl");
      return { count: Number(counted.rows[0]?.count), violations: rows.map(({ word }) => word) };
    },
  },
  { ...{ id: "D11", what: "the newest lists hold what is revoked, and nothing else" }, look: compare },
];
