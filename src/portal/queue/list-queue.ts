import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { placeOf } from "#portal/requests/place.ts";
import { requireMay } from "#portal/staff/roles.ts";
import { pageOf } from "#portal/wire/page-of.ts";
import type { QueueCursor, QueueFilter } from "./contract.ts";
import { type QueueRow, queueRow } from "./queue-row.ts";
import { findQueued } from "./search/store.ts";

const ROWS_PER_PAGE = 25;

interface Wanted {
  readonly filter: QueueFilter;
  readonly cursor: QueueCursor;
  /** Rows at a time. */
  readonly take?: number;
}

export interface QueuePage {
  readonly rows: readonly QueueRow[];
  /** The places that the pages before and after begin from, where there are such pages. */
  readonly previous?: string;
  readonly next?: string;
}

/**
 * A page of all requests of the country, those that wait the longest first unless the filter says otherwise.
 *
 * @throws {PortalError} FORBIDDEN for whoever may not see them
 */
export async function listQueue(
  { db, clock }: Context,
  actor: Actor,
  { filter, cursor, take = ROWS_PER_PAGE }: Wanted,
): Promise<QueuePage> {
  requireMay(actor, "seeRequests");
  const now = clock.now();
  const oldestFirst = (filter.order ?? "oldest") === "oldest";
  // one more than asked for tells whether there is another page
  const found = await findQueued(db, { filter, viewer: actor.holderId, now }, { oldestFirst, cursor, take: take + 1 });
  const page = pageOf(found, { cursor, take, placeOf });
  return { ...page, rows: page.rows.map((row) => queueRow(row, actor.holderId, now)) };
}
