import { type CsvColumn, csvStream } from "#http/csv-stream.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import type { QueueFilter } from "#portal/queue/contract.ts";
import { listQueue } from "#portal/queue/list-queue.ts";
import type { QueueRow } from "#portal/queue/queue-row.ts";

const ROWS_AT_ONCE = 500;

interface Order {
  readonly context: Context;
  readonly actor: Actor;
  readonly filter: QueueFilter;
  readonly columns: readonly CsvColumn<QueueRow>[];
}

/**
 * The whole queue as comma-separated values.
 *
 * @throws {PortalError} FORBIDDEN, before anything is written
 */
export function csvQueue({ context, actor, filter, columns }: Order): Promise<ReadableStream<Uint8Array>> {
  return csvStream(columns, (after) => listQueue(context, actor, { filter, cursor: { after }, take: ROWS_AT_ONCE }));
}
