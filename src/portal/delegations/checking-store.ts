import type { Tx } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A right to confirm as `web` has written it down, with all that the register knows of whoever gave and has it. */
export interface StoredDelegation {
  readonly delegateHolderId: string;
  readonly organisationId: string;
  readonly fromDay: Date;
  readonly lastDay: Date;
  readonly kinds: readonly Template[];
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
  readonly text: string;
  readonly cms: Bytes;
  readonly giverDer: Bytes;
  /** Whether it is the SIGN certificate, not revoked, of one who is a first head of the organisation now and was in time. */
  readonly giverInForce: boolean;
  /** Whether the delegate is another person of the organisation, with a capacity that may have the right. */
  readonly delegateFits: boolean;

  readonly template: Template;
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly bin: string;
  readonly organisation: string;
}

/** Every right to confirm that any of these holders was ever given. */
export async function readDelegations(tx: Tx, holderIds: readonly string[]): Promise<readonly StoredDelegation[]> {
  return tx.$queryRaw<StoredDelegation[]>`
    SELECT d.delegate_holder_id AS "delegateHolderId", d.organisation_id AS "organisationId", d.from_day AS "fromDay",
      d.last_day AS "lastDay", d.kinds::text[] AS kinds, d.given_at AS "givenAt", d.withdrawn_at AS "withdrawnAt",
      s.text, s.cms, c.der AS "giverDer",
      s.purpose = 'DELEGATE' AND c.slot = 'SIGN' AND c.revoked_at IS NULL AND c.not_before <= d.given_at
        AND g.template = 'FIRST_HEAD' AND g.organisation_id IS NOT DISTINCT FROM d.organisation_id
        AND g.blocked_at IS NULL AS "giverInForce",
      h.template IN ('RIGHT_TO_SIGN', 'HR') AND h.organisation_id IS NOT DISTINCT FROM d.organisation_id
        AND h.person_id <> g.person_id AS "delegateFits",
      h.template::text, p.iin, p.surname, p.given_name AS "givenName", p.patronymic, o.bin, o.name AS organisation
    FROM delegation d
      JOIN signed_document s ON s.id = d.document_id
      JOIN certificate c ON c.id = s.certificate_id
      JOIN holder g ON g.id = c.holder_id
      JOIN holder h ON h.id = d.delegate_holder_id
      JOIN person p ON p.id = h.person_id
      JOIN organisation o ON o.id = d.organisation_id
    WHERE d.delegate_holder_id = ANY (${[...new Set(holderIds)]}::uuid[])
    ORDER BY d.given_at, d.id`;
}
