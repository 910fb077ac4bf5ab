import type { Tx } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";
import { readDelegations, type StoredDelegation } from "#portal/delegations/checking-store.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A confirmation of a request by a senior manager or in a first head's place, with all that the second check reads of whoever gave it. */
export interface ConfirmingWord {
  readonly requestId: string;
  readonly text: string | null;
  readonly cms: Bytes | null;
  readonly decidedAt: Date;
  readonly approverDer: Bytes | null;
  /** Whether it is the manager's SIGN certificate, not revoked and in force now, and the manager is not blocked. */
  readonly approverInForce: boolean;
  readonly approverHolderId: string;
  readonly approverPersonId: string;
  readonly approverTemplate: Template;
  readonly approverOrganisationId: string | null;
  /** Every right to confirm that the approver was ever given. */
  readonly delegations: readonly StoredDelegation[];
}

/** Every confirmation of these requests as they are revised now, the first first. */
export async function readWords(tx: Tx, ids: readonly string[], now: Date): Promise<readonly ConfirmingWord[]> {
  const words = await tx.$queryRaw<Omit<ConfirmingWord, "delegations">[]>`
    SELECT r.id AS "requestId", w.text, w.cms, d.decided_at AS "decidedAt", a.der AS "approverDer",
      COALESCE(a.holder_id = m.id AND a.slot = 'SIGN' AND a.revoked_at IS NULL
        AND a.not_before <= ${now} AND a.not_after >= ${now} AND m.blocked_at IS NULL, false) AS "approverInForce",
      m.id AS "approverHolderId", m.person_id AS "approverPersonId", m.template::text AS "approverTemplate",
      m.organisation_id AS "approverOrganisationId"
    FROM key_request r
      JOIN decision d ON d.request_id = r.id AND d.revision = r.revision AND d.verdict = 'CONFIRM'
      JOIN holder m ON m.id = d.approver_holder_id
      LEFT JOIN signed_document w ON w.id = d.document_id AND w.purpose = 'CONFIRM'
      LEFT JOIN certificate a ON a.id = w.certificate_id
    WHERE r.id = ANY(${ids}::uuid[])
    ORDER BY d.decided_at, d.id`;
  const holders = words.map(({ approverHolderId }) => approverHolderId);
  const given = Map.groupBy(await readDelegations(tx, holders), ({ delegateHolderId }) => delegateHolderId);
  return words.map((word) => ({ ...word, delegations: given.get(word.approverHolderId) ?? [] }));
}
