import { CSV_BEGIN, csvRows } from "#http/csv.ts";
import { type KeyPage, listKeys } from "#portal/certificates/list.ts";
import { type ReportOrder, reportColumns } from "./report-names.ts";

const ROWS_AT_ONCE = 500;

/**
 * The whole list as comma-separated values, written as it is read: however long it is, a few hundred rows are in memory.
 *
 * @throws {PortalError} FORBIDDEN, before anything is written
 */
export async function csvReport({
  context,
  actor,
  scope,
  filter,
  names,
}: ReportOrder): Promise<ReadableStream<Uint8Array>> {
  const columns = reportColumns(scope, names);
  const pageFrom = (after?: string) =>
    listKeys(context, actor, { scope, filter, cursor: { after }, take: ROWS_AT_ONCE });
  const head = CSV_BEGIN + csvRows([columns.map(([header]) => header)]);
  const rowsOf = ({ keys }: KeyPage) => csvRows(keys.map((key) => columns.map(([, cell]) => cell(key))));
  let next: KeyPage | undefined = await pageFrom();
  let text = head;
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      if (!next) return stream.close();
      stream.enqueue(new TextEncoder().encode(text + rowsOf(next)));
      text = "";
      next = next.older === undefined ? undefined : await pageFrom(next.older);
    },
  });
}
