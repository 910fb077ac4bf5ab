import { type CsvColumn, csvStream } from "#http/csv-stream.ts";
import type { Actor } from "#portal/actor.ts";
import type { LogFilter } from "#portal/audit/search/contract.ts";
import { type LogRow, searchLog } from "#portal/audit/search/search-log.ts";
import type { Context } from "#portal/context.ts";

const ROWS_AT_ONCE = 500;

/** The names are those of the register: programs read this file, and auditors compare it with `npm run audit`. */
const COLUMNS: readonly CsvColumn<LogRow>[] = [
  ["place", ({ place }) => place ?? ""],
  ["at", ({ at }) => at.toISOString()],
  ["action", ({ action }) => action],
  ["actor", ({ actor }) => actor?.name ?? ""],
  ["iin_end", ({ actor }) => (actor ? `…${actor.iinEnd}` : "")],
  ["role", ({ actor }) => actor?.template ?? ""],
  ["request", ({ number }) => number ?? ""],
  ["certificate", ({ serial }) => (serial ? `0x${serial}` : "")],
  ["facts", ({ facts }) => (Object.keys(facts).length > 0 ? JSON.stringify(facts) : "")],
];

/**
 * All events that fit as comma-separated values, the newest first.
 *
 * @throws {PortalError} FORBIDDEN, before anything is written
 */
export function csvLog(context: Context, actor: Actor, filter: LogFilter): Promise<ReadableStream<Uint8Array>> {
  return csvStream(COLUMNS, async (before) => {
    const { rows, older } = await searchLog(context, actor, { filter, before, take: ROWS_AT_ONCE });
    return { rows, next: older };
  });
}
