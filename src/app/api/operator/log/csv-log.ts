import { CSV_BEGIN, csvRows } from "#http/csv.ts";
import type { Actor } from "#portal/actor.ts";
import type { LogFilter } from "#portal/audit/search/contract.ts";
import { type LogPage, type LogRow, searchLog } from "#portal/audit/search/search-log.ts";
import type { Context } from "#portal/context.ts";

const ROWS_AT_ONCE = 500;

/** The names are those of the register: programs read this file, and auditors compare it with `npm run audit`. */
const COLUMNS: readonly (readonly [header: string, cell: (row: LogRow) => string])[] = [
  ["place", ({ place }) => place ?? ""],
  ["at", ({ at }) => at.toISOString()],
  ["action", ({ action }) => action],
  ["actor", ({ actor }) => actor?.name ?? ""],
  ["iin_end", ({ actor }) => (actor ? `…${actor.iinEnd}` : "")],
  ["role", ({ actor }) => actor?.template ?? ""],
  ["request", ({ number }) => number ?? ""],
  ["certificate", ({ serial }) => (serial ? `0x${serial}` : "")],
  ["facts", ({ facts }) => facts],
];

/**
 * All events that fit as comma-separated values, the newest first, written as they are read.
 *
 * @throws {PortalError} FORBIDDEN, before anything is written
 */
export async function csvLog(context: Context, actor: Actor, filter: LogFilter): Promise<ReadableStream<Uint8Array>> {
  const pageFrom = (before?: string) => searchLog(context, actor, { filter, before, take: ROWS_AT_ONCE });
  const rowsOf = ({ rows }: LogPage) => csvRows(rows.map((row) => COLUMNS.map(([, cell]) => cell(row))));
  let next: LogPage | undefined = await pageFrom();
  let text = CSV_BEGIN + csvRows([COLUMNS.map(([header]) => header)]);
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      if (!next) return stream.close();
      stream.enqueue(new TextEncoder().encode(text + rowsOf(next)));
      text = "";
      next = next.older === undefined ? undefined : await pageFrom(next.older);
    },
  });
}
