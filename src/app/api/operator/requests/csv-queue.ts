import { CSV_BEGIN, csvRows } from "#http/csv.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import type { QueueFilter } from "#portal/queue/contract.ts";
import { listQueue, type QueuePage } from "#portal/queue/list-queue.ts";
import type { QueueRow } from "#portal/queue/queue-row.ts";

const ROWS_AT_ONCE = 500;

export type QueueColumn = readonly [header: string, cell: (row: QueueRow) => string];

interface Order {
  readonly context: Context;
  readonly actor: Actor;
  readonly filter: QueueFilter;
  readonly columns: readonly QueueColumn[];
}

/**
 * The whole queue as comma-separated values, written as it is read.
 *
 * @throws {PortalError} FORBIDDEN, before anything is written
 */
export async function csvQueue({ context, actor, filter, columns }: Order): Promise<ReadableStream<Uint8Array>> {
  const pageFrom = (after?: string) => listQueue(context, actor, { filter, cursor: { after }, take: ROWS_AT_ONCE });
  const rowsOf = ({ rows }: QueuePage) => csvRows(rows.map((row) => columns.map(([, cell]) => cell(row))));
  let next: QueuePage | undefined = await pageFrom();
  let text = CSV_BEGIN + csvRows([columns.map(([header]) => header)]);
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      if (!next) return stream.close();
      stream.enqueue(new TextEncoder().encode(text + rowsOf(next)));
      text = "";
      next = next.next === undefined ? undefined : await pageFrom(next.next);
    },
  });
}
