import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { fullName } from "#portal/people/full-name.ts";
import { requireMay } from "#portal/staff/roles.ts";
import type { LogFilter } from "./contract.ts";
import { findEvents, namesIn } from "./store.ts";

const EVENTS_PER_PAGE = 50;

/** One event as an auditor reads it. Of an IIN it has only the end. */
export interface LogRow {
  /** Its place in the log, counted from 1, as `npm run audit` names it; absent until its transaction is seen to end. */
  readonly place?: string;
  readonly at: Date;
  readonly action: string;
  /** Absent where the authority itself acted. */
  readonly actor?: { readonly name: string; readonly iinEnd: string; readonly template: Template };
  readonly number?: string;
  readonly serial?: string;
  /** What else was written down, by the log's own names. */
  readonly facts: Readonly<Record<string, unknown>>;
}

interface Wanted {
  readonly filter: LogFilter;
  readonly before?: string | undefined;
  /** Rows at a time. */
  readonly take?: number;
}

export interface LogPage {
  readonly rows: readonly LogRow[];
  /** Where the next, older page begins, if there is one. */
  readonly older?: string;
}

/**
 * A page of the log, the newest first.
 *
 * @throws {PortalError} FORBIDDEN for whoever does not read it
 */
export async function searchLog(
  { db }: Context,
  actor: Actor,
  { filter, before, take = EVENTS_PER_PAGE }: Wanted,
): Promise<LogPage> {
  requireMay(actor, "readLog");
  // one more than asked for tells whether there is another page
  const found = await findEvents(db, filter, {
    before: before === undefined ? undefined : BigInt(before),
    take: take + 1,
  });
  const events = found.slice(0, take);
  const names = await namesIn(db, events);
  return {
    rows: events.map((event) => logRow(event, names)),
    older: found.length > take ? events.at(-1)?.seq.toString() : undefined,
  };
}

type Event = Awaited<ReturnType<typeof findEvents>>[number];

function logRow(event: Event, names: Awaited<ReturnType<typeof namesIn>>): LogRow {
  const { seq, at, action, actorId, requestId, certificateId, facts } = event;
  const holder = names.holders.get(actorId ?? "");
  return {
    ...{ at, action },
    place: names.places.get(seq)?.toString(),
    actor: holder && {
      name: fullName(holder.person),
      iinEnd: holder.person.iin.slice(-4),
      template: holder.template,
    },
    number: names.numbers.get(requestId ?? ""),
    serial: names.serials.get(certificateId ?? ""),
    facts: facts instanceof Object ? { ...facts } : {},
  };
}
