import type { Database } from "#platform/database.ts";
import { LISTED } from "#portal/certificates/store.ts";

/** Nobody has more than a few; whoever has them finds the rest among all certificates and requests. */
const NEWEST = 20;

/** A person with the capacities they have, and the newest of their certificates and requests. */
export async function findPerson(db: Database, id: string) {
  return db.person.findUnique({
    where: { id },
    select: {
      ...{ id: true, iin: true, surname: true, givenName: true, patronymic: true, email: true },
      holders: {
        select: { id: true, template: true, blockedAt: true, organisation: { select: { id: true, name: true } } },
        orderBy: { id: "asc" },
      },
    },
  });
}

/** How many certificates each of these holders has had; who had none is not there. A relation's count would count everybody's. */
export async function countCertificates(
  db: Database,
  holderIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.certificate.groupBy({
    by: ["holderId"],
    where: { holderId: { in: [...holderIds] } },
    _count: true,
  });
  return new Map(rows.map(({ holderId, _count }) => [holderId, _count]));
}

export async function newestCertificates(db: Database, holderIds: readonly string[]) {
  return db.certificate.findMany({
    where: { holderId: { in: [...holderIds] } },
    select: LISTED,
    orderBy: [{ issuedAt: "desc" }, { requestId: "desc" }, { slot: "asc" }],
    take: NEWEST,
  });
}

export async function newestRequests(db: Database, holderIds: readonly string[]) {
  return db.keyRequest.findMany({
    where: { holderId: { in: [...holderIds] } },
    select: {
      ...{ number: true, state: true, submittedAt: true, expiresAt: true },
      holder: { select: { template: true } },
    },
    orderBy: [{ submittedAt: "desc" }, { number: "desc" }],
    take: NEWEST,
  });
}

/** An organisation with its senior managers. */
export async function findOrganisation(db: Database, id: string) {
  return db.organisation.findUnique({
    where: { id },
    select: {
      ...{ id: true, name: true, bin: true, confirmations: true },
      holders: {
        where: { template: "FIRST_HEAD" },
        select: { blockedAt: true, person: true },
        orderBy: { id: "asc" },
      },
    },
  });
}

/** How many of an organisation's requests wait at a moment, counted no further than `most`. */
export async function countWaitingOf(
  db: Database,
  { id, now, most }: { readonly id: string; readonly now: Date; readonly most: number },
): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM key_request WHERE organisation_id = ${id}::uuid AND state = 'SUBMITTED' AND expires_at > ${now}
      LIMIT ${most}) counted`;
  return row?.count ?? 0;
}
