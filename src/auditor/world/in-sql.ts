import type { Promised } from "./world.ts";

interface Question {
  readonly id: string;
  readonly what: string;
  /** How many there are to look at: a table, or a question for one number. */
  readonly of: string;
  /** A question for what breaks the promise, a word each. */
  readonly broken: string;
}

/** The promises that are questions to the register alone. */
const QUESTIONS: readonly Question[] = [
  {
    ...{ id: "A10", what: "a session is stored hashed and ends after eight hours", of: "session" },
    broken: `SELECT encode(token_sha256, 'hex') FROM session
      WHERE octet_length(token_sha256) <> 32 OR ends_at > created_at + interval '8 hours'`,
  },
  {
    ...{ id: "B2", what: "every certificate's key is entered once, as its request's", of: "certificate" },
    broken: `SELECT serial FROM certificate c WHERE NOT EXISTS (SELECT FROM public_key k
      WHERE k.spki_sha256 = c.spki_sha256 AND k.request_id = c.request_id AND k.slot = c.slot)
      UNION ALL SELECT encode(spki_sha256, 'hex') FROM certificate GROUP BY spki_sha256 HAVING count(*) > 1`,
  },
  {
    ...{ id: "B11", what: "only the own organisation decides", of: "decision" },
    broken: `SELECT r.number FROM decision d JOIN key_request r ON r.id = d.request_id JOIN holder s ON s.id = r.holder_id
      JOIN holder a ON a.id = d.approver_holder_id WHERE a.organisation_id IS DISTINCT FROM s.organisation_id`,
  },
  {
    ...{ id: "B12", what: "nobody decides on their own request", of: "decision" },
    broken: `SELECT r.number FROM decision d JOIN key_request r ON r.id = d.request_id JOIN holder s ON s.id = r.holder_id
      JOIN holder a ON a.id = d.approver_holder_id WHERE a.person_id = s.person_id`,
  },
  {
    ...{
      id: "B13",
      what: "how many have to confirm is what a first head signed last, or one; whoever did so in their place had the right to it",
      of: "organisation",
    },
    broken: `SELECT bin FROM organisation o WHERE confirmations <> COALESCE((SELECT p.confirmations FROM confirmation_policy p
      WHERE p.organisation_id = o.id AND p.done_at IS NOT NULL AND p.refused_for IS NULL
      ORDER BY p.done_at DESC, p.id DESC LIMIT 1), 1)
      UNION ALL SELECT r.number FROM decision d JOIN key_request r ON r.id = d.request_id JOIN holder s ON s.id = r.holder_id
      JOIN holder a ON a.id = d.approver_holder_id
      WHERE a.template NOT IN ('FIRST_HEAD', 'ADMINISTRATOR') AND NOT EXISTS (SELECT FROM delegation g
        JOIN signed_document w ON w.id = g.document_id AND w.purpose = 'DELEGATE'
        JOIN certificate c ON c.id = w.certificate_id AND c.slot = 'SIGN'
        JOIN holder h ON h.id = c.holder_id AND h.template = 'FIRST_HEAD' AND h.organisation_id = a.organisation_id
        WHERE g.delegate_holder_id = a.id AND g.organisation_id = a.organisation_id AND s.template = ANY (g.kinds)
          AND a.template IN ('RIGHT_TO_SIGN', 'HR') AND h.person_id <> a.person_id AND g.given_at <= d.decided_at
          AND d.decided_at >= (g.from_day - interval '5 hours') AT TIME ZONE 'UTC'
          AND d.decided_at < (g.last_day + interval '19 hours') AT TIME ZONE 'UTC'
          AND (g.withdrawn_at IS NULL OR g.withdrawn_at > d.decided_at))`,
  },
  {
    ...{ id: "C1", what: "no serial is there twice", of: "certificate" },
    broken: `SELECT serial FROM (SELECT issuer_id, serial FROM certificate
      UNION ALL SELECT issuer_id, serial FROM service_certificate WHERE serial IS NOT NULL) AS used
      GROUP BY issuer_id, serial HAVING count(*) > 1`,
  },
  {
    ...{ id: "C3", what: "one certificate and one open intent for each half of a pair", of: "key_request" },
    broken: `SELECT request_id::text FROM certificate GROUP BY request_id, slot HAVING count(*) > 1
      UNION ALL SELECT request_id::text FROM issuance_intent WHERE voided_at IS NULL
      GROUP BY request_id, slot HAVING count(*) > 1`,
  },
  {
    ...{
      id: "C7",
      what: "a request is issued when both certificates are stored, and else has none that is valid",
      of: "key_request",
    },
    broken: `SELECT number FROM key_request r LEFT JOIN LATERAL (SELECT count(*) AS all_of_it,
        count(*) FILTER (WHERE revoked_at IS NULL) AS valid FROM certificate WHERE request_id = r.id) AS c ON true
      WHERE CASE WHEN state IN ('ISSUED', 'INSTALLED') THEN all_of_it <> 2 ELSE valid > 0 END`,
  },
  {
    ...{ id: "D3", what: "what was revoked is revoked", of: "audit_event WHERE action = 'certificate-revoked'" },
    broken: `SELECT c.serial FROM audit_event e JOIN certificate c ON c.id = e.certificate_id
      WHERE e.action = 'certificate-revoked' AND e.facts ->> 'reason' <> 'CERTIFICATE_HOLD' AND c.revoked_at IS NULL`,
  },
  {
    ...{
      id: "D15",
      what: "no valid pair comes of a key that was revoked before",
      of: "certificate WHERE revoked_at IS NULL",
    },
    broken: `SELECT c.serial FROM certificate c JOIN key_request r ON r.id = c.request_id
      JOIN certificate s ON s.id = r.replaces_id WHERE c.revoked_at IS NULL AND s.revoked_at <= c.issued_at`,
  },
  {
    ...{ id: "F1", what: "every change of a request is in the audit, and every event in the log", of: "audit_event" },
    broken: `SELECT number FROM key_request r JOIN (VALUES ('REFUSED', 'request-refused'), ('CANCELLED', 'request-cancelled'),
        ('EXPIRED', 'request-expired'), ('REJECTED', 'request-rejected'), ('ISSUING', 'request-issuing'),
        ('ISSUED', 'request-issued'), ('INSTALLED', 'request-issued'), ('INSTALLED', 'request-installed')) AS due(state, action)
        ON due.state = r.state::text
      WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.request_id = r.id AND e.action = due.action)
      UNION ALL SELECT 'event ' || seq FROM audit_event v
        WHERE NOT EXISTS (SELECT FROM audit_entry e WHERE e.event_seq = v.seq)`,
  },
  {
    ...{ id: "F5", what: "no process may change, remove or number what was added for ever" },
    of: "(VALUES ('tanba_web'), ('tanba_worker'), ('tanba_status'), ('tanba_auditor')) AS role(name)",
    broken: `SELECT role || ' on ' || name FROM unnest(ARRAY['tanba_web', 'tanba_worker', 'tanba_status', 'tanba_auditor']) AS role,
        unnest(ARRAY['audit_event', 'audit_entry', 'audit_checkpoint', 'signed_document', 'decision', 'public_key',
          'authority_certificate']) AS name
      WHERE has_table_privilege(role, name, 'UPDATE, DELETE, TRUNCATE, TRIGGER') OR has_any_column_privilege(role, name, 'UPDATE')
        OR has_column_privilege(role, 'audit_event', 'seq', 'INSERT') OR has_any_column_privilege(role, 'audit_entry', 'INSERT')
        OR (role = 'tanba_auditor' AND has_any_column_privilege(role, name, 'INSERT'))
        OR (role <> 'tanba_worker' AND has_any_column_privilege(role, 'certificate', 'INSERT, UPDATE'))`,
  },
];

export const IN_SQL: readonly Promised[] = QUESTIONS.map(({ id, what, of, broken }) => ({
  ...{ id, what },
  async look({ client }) {
    const counted = await client.query<{ count: string }>(`SELECT count(*) FROM ${of}`);
    const { rows } = await client.query<[string]>({ text: broken, rowMode: "array" });
    return { count: Number(counted.rows[0]?.count ?? 0), violations: rows.map(([word]) => word) };
  },
}));
