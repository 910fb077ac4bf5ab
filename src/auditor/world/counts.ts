import type { Promised, World } from "./world.ts";

const COUNTS = {
  /** Events before the log named certificates speak for a pair each. */
  issued: `SELECT coalesce(sum(CASE WHEN facts = '{}' THEN 2 ELSE (SELECT count(*) FROM jsonb_object_keys(facts)) END), 0)
    FROM audit_event WHERE action IN ('request-issued', 'pair-revoked-at-once')`,
  certificates: "SELECT count(*) FROM certificate",
  services: "SELECT count(*) FROM service_certificate WHERE der IS NOT NULL",
  servicesIssued: "SELECT count(*) FROM audit_event WHERE action = 'service-issued'",
  decisions: "SELECT (SELECT count(*) FROM decision) + (SELECT count(*) FROM centre_decision)",
  decided:
    "SELECT count(*) FROM audit_event WHERE action IN ('confirmation-given', 'request-confirmed', 'request-refused')",
} as const;

/** What is on record without its word in the audit, or there as something else. */
const UNTOLD: Readonly<Record<string, string>> = {
  "a certificate that no event names": `SELECT serial FROM certificate c WHERE NOT EXISTS (SELECT FROM audit_event e
    WHERE e.request_id = c.request_id AND e.action IN ('request-issued', 'pair-revoked-at-once')
      AND (e.facts = '{}' OR e.facts ->> c.slot::text = encode(sha256(c.der), 'hex')))`,
  "a revocation that no event tells of": `SELECT serial FROM certificate c WHERE revoked_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM audit_event e WHERE e.certificate_id = c.id AND e.action = 'certificate-revoked')`,
  "a word of the Registration Centre that no event tells of": `SELECT r.number FROM centre_decision d
    JOIN key_request r ON r.id = d.request_id WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.request_id = r.id
      AND e.actor_id = d.operator_holder_id AND e.facts ->> 'documentId' = d.document_id::text)`,
  "a decision that no event tells of": `SELECT r.number FROM decision d JOIN key_request r ON r.id = d.request_id
    WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.request_id = r.id
      AND e.actor_id = d.approver_holder_id
      AND e.action = ANY (CASE d.verdict WHEN 'CONFIRM' THEN ARRAY['confirmation-given', 'request-confirmed'] ELSE ARRAY['request-refused'] END))`,
};

/** Certificates, the signer's journal and the audit say the same, each by itself. */
export const OF_COUNTS: Promised = {
  ...{ id: "F2", what: "certificates, the journal and the audit reconcile; so do revocations and decisions" },
  async look(world) {
    const [n, violations] = [await counted(world), await untold(world)];
    const signed = world.journal.filter(({ kind }) => kind === "SIGNATURE").length;
    const pairs: readonly (readonly [string, number, number])[] = [
      ["certificates, and told as issued", n.certificates, n.issued],
      ["certificates of services, and told as issued", n.services, n.servicesIssued],
      ["decisions, and told as made", n.decisions, n.decided],
      ["signatures in the journal, and certificates", signed, n.certificates + n.services + (await underway(world))],
    ];
    for (const [what, one, other] of pairs) if (one !== other) violations.push(`${what}: ${one} and ${other}`);
    return { count: n.certificates + n.services + n.decisions, violations };
  },
};

async function counted({ client }: World): Promise<Readonly<Record<keyof typeof COUNTS, number>>> {
  const count = async (sql: string) =>
    Number((await client.query<[string]>({ text: sql, rowMode: "array" })).rows[0]?.[0]);
  return {
    issued: await count(COUNTS.issued),
    certificates: await count(COUNTS.certificates),
    services: await count(COUNTS.services),
    servicesIssued: await count(COUNTS.servicesIssued),
    decisions: await count(COUNTS.decisions),
    decided: await count(COUNTS.decided),
  };
}

async function untold({ client }: World): Promise<string[]> {
  const violations: string[] = [];
  for (const [what, sql] of Object.entries(UNTOLD)) {
    const { rows } = await client.query<[string]>({ text: sql, rowMode: "array" });
    violations.push(...rows.map(([which]) => `${what}: ${which}`));
  }
  return violations;
}

/** What the signer has signed and the worker is about to store. */
async function underway({ client, journal }: World): Promise<number> {
  const serials = journal.flatMap((entry) => (entry.kind === "SIGNATURE" ? [entry.serial] : []));
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM unnest($1::text[]) AS signed(serial)
     WHERE serial IN (SELECT serial FROM issuance_intent WHERE voided_at IS NULL
         UNION ALL SELECT serial FROM service_certificate WHERE voided_at IS NULL AND der IS NULL AND serial IS NOT NULL)
       AND serial NOT IN (SELECT serial FROM certificate)`,
    [serials],
  );
  return Number(rows[0]?.count);
}
