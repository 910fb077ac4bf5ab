import type { Database } from "#platform/database.ts";
import { plannedAnew } from "#platform/planned-anew.ts";
import type { Prisma } from "#platform/prisma/client.ts";
import { windowFrom } from "#portal/requests/place.ts";
import { parseRequestNumber } from "#portal/requests/request-number.ts";
import { daysBetween } from "#portal/wire/days-between.ts";
import { CLAIM_LASTS_MS } from "../claim-view.ts";
import type { QueueCursor, QueueFilter } from "../contract.ts";
import { LISTED } from "../store.ts";

interface Wanted {
  readonly filter: QueueFilter;
  /** The holder who looks. */
  readonly viewer: string;
  readonly now: Date;
}

interface Window {
  readonly oldestFirst: boolean;
  readonly cursor: QueueCursor;
  readonly take: number;
}

/** Requests from a place on, no more than `take`. Those before a place come the other way round. */
export async function findQueued(db: Database, wanted: Wanted, { oldestFirst, cursor, take }: Window) {
  const window = windowFrom(cursor, oldestFirst);
  const where = await whereOf(db, wanted);
  return plannedAnew(db, (tx) =>
    tx.keyRequest.findMany({
      where: { AND: [where, window.where] },
      orderBy: window.orderBy,
      select: LISTED,
      take,
    }),
  );
}

/** All capacities that a person has, or that there are in an organisation, by an IIN or a BIN: they are alike. */
async function holdersBehind(db: Database, digits: string): Promise<Prisma.KeyRequestWhereInput> {
  const [person, organisation] = await Promise.all([
    db.person.findUnique({ where: { iin: digits }, select: { holders: { select: { id: true } } } }),
    db.organisation.findUnique({ where: { bin: digits }, select: { id: true } }),
  ]);
  const own = { holderId: { in: person?.holders.map(({ id }) => id) ?? [] } };
  return organisation ? { OR: [own, { organisationId: organisation.id }] } : own;
}

const NOBODY: Prisma.KeyRequestWhereInput = { id: { in: [] } };

async function whereOf(db: Database, { filter, viewer, now }: Wanted): Promise<Prisma.KeyRequestWhereInput> {
  const { state, who, claim } = filter;
  const inForce = { claimedAt: { gte: new Date(now.getTime() - CLAIM_LASTS_MS) } };
  const all: Prisma.KeyRequestWhereInput[] = [
    state === undefined ? {} : { state },
    state === "SUBMITTED" ? { expiresAt: { gt: now } } : {},
    who === undefined ? {} : await whoseRequests(db, who),
    { submittedAt: daysBetween(filter) },
    claim === "mine" ? { claim: { holderId: viewer, ...inForce } } : {},
    claim === "free" ? { NOT: { claim: inForce } } : {},
  ];
  return { AND: all.filter((each) => Object.keys(each).length > 0) };
}

async function whoseRequests(db: Database, who: string): Promise<Prisma.KeyRequestWhereInput> {
  if (/^\d{12}$/.test(who)) return holdersBehind(db, who);
  const number = parseRequestNumber(who);
  return number === null ? NOBODY : { number };
}
