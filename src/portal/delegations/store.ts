import type { Database, Tx } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";
import { newRowId } from "#platform/row-id.ts";

/** In which capacities somebody may be given the right to confirm. */
const ELIGIBLE = ["RIGHT_TO_SIGN", "HR"] as const satisfies readonly Template[];

interface Head {
  readonly organisationId: string;
  readonly personId: string;
}

const whoMay = ({ organisationId, personId }: Head) => ({
  ...{ organisationId, personId: { not: personId }, template: { in: [...ELIGIBLE] }, blockedAt: null },
});

/** The capacities in which others of a first head's organisation may be given the right to confirm. */
export async function listEligible(db: Database, head: Head) {
  const orderBy = [
    { person: { surname: "asc" as const } },
    { person: { givenName: "asc" as const } },
    { id: "asc" as const },
  ];
  return db.holder.findMany({ where: whoMay(head), include: { person: true }, orderBy });
}

/** One of them; null for anybody else as for nobody. */
export async function findEligible(db: Database, head: Head, id: string) {
  return db.holder.findFirst({ where: { ...whoMay(head), id }, include: { person: true } });
}

interface NewDelegation {
  readonly organisationId: string;
  readonly delegateHolderId: string;
  readonly fromDay: Date;
  readonly lastDay: Date;
  readonly kinds: readonly Template[];
  readonly documentId: string;
  readonly givenAt: Date;
}

/** Writes down what a first head has signed; the row's id. */
export async function createDelegation(tx: Tx, given: NewDelegation): Promise<string> {
  const id = newRowId();
  await tx.$executeRaw`
    INSERT INTO delegation (id, organisation_id, delegate_holder_id, from_day, last_day, kinds, document_id, given_at)
    VALUES (${id}::uuid, ${given.organisationId}::uuid, ${given.delegateHolderId}::uuid, ${given.fromDay}::date,
      ${given.lastDay}::date, ${given.kinds}::text[]::"Template"[], ${given.documentId}::uuid, ${given.givenAt})`;
  return id;
}

const DELEGATION = {
  delegate: { include: { person: true } },
  document: { include: { certificate: { include: { holder: { include: { person: true } } } } } },
  withdrawal: { include: { certificate: { include: { holder: { include: { person: true } } } } } },
} as const;

export type DelegationRow = Awaited<ReturnType<typeof listDelegations>>[number];

/** Every right to confirm that was ever given in an organisation, the newest first. */
export async function listDelegations(db: Database, organisationId: string) {
  const orderBy = [{ givenAt: "desc" as const }, { id: "desc" as const }];
  return db.delegation.findMany({ where: { organisationId }, orderBy, include: DELEGATION });
}

/** One of them; null for another organisation's as for none. */
export async function findDelegation(db: Database, organisationId: string, id: string) {
  return db.delegation.findFirst({ where: { organisationId, id }, include: DELEGATION });
}

/** What a holder was given, and nobody has taken back. */
export async function listGivenTo(db: Database, delegateHolderId: string) {
  return db.delegation.findMany({ where: { delegateHolderId, withdrawnAt: null }, include: DELEGATION });
}

/** Takes a right back; false when somebody was faster. */
export async function withdrawOnce(
  tx: Tx,
  { id, at, documentId }: { readonly id: string; readonly at: Date; readonly documentId: string },
): Promise<boolean> {
  const data = { withdrawnAt: at, withdrawalDocumentId: documentId };
  return (await tx.delegation.updateMany({ where: { id, withdrawnAt: null }, data })).count === 1;
}

/** Until when the certificate is in force that has signed. */
export async function endOfCertificate(db: Database, id: string): Promise<Date> {
  return (await db.certificate.findUniqueOrThrow({ where: { id }, select: { notAfter: true } })).notAfter;
}

/** Until when a holder can sign who can at `now`; null for who cannot. */
export async function endOfSigning(db: Database, holderId: string, now: Date): Promise<Date | null> {
  const { _max } = await db.certificate.aggregate({
    where: { holderId, slot: "SIGN", revokedAt: null, notBefore: { lte: now }, notAfter: { gte: now } },
    _max: { notAfter: true },
  });
  return _max.notAfter;
}
