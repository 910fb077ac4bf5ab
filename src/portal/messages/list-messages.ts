import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { pageOf } from "#portal/wire/page-of.ts";
import type { MessageCursor, MessageFilter } from "./contract.ts";
import { type MessageRow, messageRow } from "./message-row.ts";
import { countGivenUp, countSince, findMessages, findNumbersIn } from "./search/store.ts";

const ROWS_PER_PAGE = 25;
/** Nobody counts further: so many are "more than". */
export const COUNTED_AT_MOST = 10_000;
const DAY_MS = 86_400_000;

interface Wanted {
  readonly filter: MessageFilter;
  readonly cursor: MessageCursor;
}

export interface MessagePage {
  readonly rows: readonly MessageRow[];
  /** The places that the pages before and after begin from, where there are such pages. */
  readonly previous?: string;
  readonly next?: string;
}

/**
 * A page of all that was told to people or waits for it, the newest first.
 *
 * @throws {PortalError} FORBIDDEN for whoever may not see it
 */
export async function listMessages(
  { db, clock }: Context,
  actor: Actor,
  { filter, cursor }: Wanted,
): Promise<MessagePage> {
  requireMay(actor, "seeMessages");
  // one more than asked for tells whether there is another page
  const found = await findMessages(db, filter, { cursor, take: ROWS_PER_PAGE + 1 });
  const page = pageOf(found, {
    ...{ cursor, take: ROWS_PER_PAGE },
    placeOf: ({ createdAt, id }) => `${createdAt.getTime()}.${id}`,
  });
  const numbers = await findNumbersIn(
    db,
    page.rows.map(({ id }) => id),
  );
  return { ...page, rows: page.rows.map((row) => messageRow(row, numbers.get(row.id), clock.now())) };
}

/** Each counted to `COUNTED_AT_MOST` and one, or for a sum of states a little further. */
export interface MessageCounts {
  /** Failed or lost sight of, and not sent again. */
  readonly givenUp: number;
  readonly waiting: number;
  /** Of those that were queued within a day. */
  readonly sent: number;
}

/** How the outbox stands. @throws {PortalError} FORBIDDEN for whoever may not see it */
export async function countMessages({ db, clock }: Context, actor: Actor): Promise<MessageCounts> {
  requireMay(actor, "seeMessages");
  const most = COUNTED_AT_MOST + 1;
  const [givenUp, waiting, sent] = await Promise.all([
    countGivenUp(db, most),
    countSince(db, { states: ["QUEUED", "SENDING"], from: new Date(0), most }),
    countSince(db, { states: ["SENT", "DELIVERED"], from: new Date(clock.now().getTime() - DAY_MS), most }),
  ]);
  return { givenUp, waiting, sent };
}
