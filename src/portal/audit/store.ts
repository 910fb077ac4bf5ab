import type { Database, Tx } from "#platform/database.ts";

/** What is worth proving later. The words are stable: reports and reconciliations count them. */
export type AuditAction =
  | "signed-in"
  | "sign-in-refused"
  | "signed-out"
  | "sessions-ended"
  | "request-submitted"
  /** One of several that are needed, but for the last. */
  | "confirmation-given"
  | "request-confirmed"
  | "request-refused"
  | "applicant-looked-up"
  | "request-cancelled"
  | "request-expired"
  | "request-rejected"
  | "request-issuing"
  | "request-issued"
  | "pair-revoked-at-once"
  | "request-installed"
  | "intent-voided"
  | "revocation-ordered"
  | "release-ordered"
  | "order-refused"
  | "authority-order-signed"
  | "authority-order-approved"
  | "authority-order-declined"
  | "authority-order-expired"
  | "certificate-revoked"
  | "certificate-released"
  | "service-issuing"
  | "service-issued"
  | "service-refused"
  | "service-voided"
  | "log-begun-anew"
  | "confirmations-ordered"
  | "confirmations-set"
  | "confirmations-refused"
  | "delegation-given"
  | "delegation-withdrawn"
  | "settings-changed"
  | "code-asked"
  | "code-sent"
  | "code-impossible"
  | "code-redeemed"
  | "code-refused"
  | "email-change-asked"
  | "email-change-refused"
  | "email-changed"
  | "request-claimed"
  | "request-released"
  | "request-noted"
  | "iin-revealed"
  | "message-repeated";

export interface AuditEntry {
  readonly at: Date;
  readonly action: AuditAction;
  /** The holder who acted; absent for the worker. */
  readonly actorId?: string;
  readonly requestId?: string;
  readonly certificateId?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Writes what happened, in the transaction in which it happens, in this order. */
export async function recordEvents(tx: Database | Tx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ facts = {}, ...entry }) => ({ ...entry, facts }));
  await tx.$executeRaw`
    INSERT INTO audit_event (at, action, actor_id, request_id, certificate_id, facts)
    SELECT at, action, "actorId", "requestId", "certificateId", facts
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS row (at timestamptz, action text, "actorId" uuid,
      "requestId" uuid, "certificateId" uuid, facts jsonb)`;
}
