import type { Database } from "#platform/database.ts";
import { plannedAnew } from "#platform/planned-anew.ts";
import type { Prisma } from "#platform/prisma/client.ts";
import { daysBetween } from "#portal/wire/days-between.ts";
import type { LogFilter } from "./contract.ts";

interface Window {
  readonly before: bigint | undefined;
  readonly take: number;
}

/** Events that fit, the newest first, no more than `take`. */
export async function findEvents(db: Database, filter: LogFilter, { before, take }: Window) {
  const where = await whereOf(db, filter);
  return plannedAnew(db, (tx) =>
    tx.auditEvent.findMany({
      where: { AND: [where, before === undefined ? {} : { seq: { lt: before } }] },
      orderBy: { seq: "desc" },
      take,
    }),
  );
}

async function whereOf(db: Database, filter: LogFilter): Promise<Prisma.AuditEventWhereInput> {
  const { action, number, serial, iin } = filter;
  const all: Prisma.AuditEventWhereInput[] = [
    action === undefined ? {} : { action },
    number === undefined ? {} : { requestId: { in: await requestsCalled(db, number) } },
    serial === undefined ? {} : { certificateId: { in: await certificatesCalled(db, serial) } },
    iin === undefined ? {} : { actorId: { in: await holdersOf(db, iin) } },
    { at: daysBetween(filter) },
  ];
  return { AND: all.filter((each) => Object.keys(each).length > 0) };
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

const requestsCalled = async (db: Database, number: string) =>
  idsOf(await db.keyRequest.findMany({ where: { number }, select: { id: true } }));

const certificatesCalled = async (db: Database, serial: string) =>
  idsOf(await db.certificate.findMany({ where: { serial }, select: { id: true } }));

const holdersOf = async (db: Database, iin: string) =>
  idsOf(await db.holder.findMany({ where: { person: { iin } }, select: { id: true } }));

type Found = Awaited<ReturnType<typeof findEvents>>;

/** What the ids in some events stand for, and where each stands in the log. */
export async function namesIn(db: Database, events: Found) {
  const the = (name: "actorId" | "requestId" | "certificateId") => [
    ...new Set(events.flatMap((event) => event[name] ?? [])),
  ];
  const [holders, requests, certificates, entries] = await Promise.all([
    db.holder.findMany({ where: { id: { in: the("actorId") } }, select: { id: true, template: true, person: true } }),
    db.keyRequest.findMany({ where: { id: { in: the("requestId") } }, select: { id: true, number: true } }),
    db.certificate.findMany({ where: { id: { in: the("certificateId") } }, select: { id: true, serial: true } }),
    db.auditEntry.findMany({
      where: { eventSeq: { in: events.map(({ seq }) => seq) } },
      select: { seq: true, eventSeq: true },
    }),
  ]);
  return {
    holders: new Map(holders.map((row) => [row.id, row])),
    numbers: new Map(requests.map(({ id, number }) => [id, number])),
    serials: new Map(certificates.map(({ id, serial }) => [id, serial])),
    places: new Map(entries.map(({ seq, eventSeq }) => [eventSeq, seq])),
  };
}
