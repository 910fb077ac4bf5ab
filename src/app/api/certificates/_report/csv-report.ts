import { csvStream } from "#http/csv-stream.ts";
import { listKeys } from "#portal/certificates/list.ts";
import { type ReportOrder, reportColumns } from "./report-names.ts";

const ROWS_AT_ONCE = 500;

/**
 * The whole list as comma-separated values.
 *
 * @throws {PortalError} FORBIDDEN, before anything is written
 */
export function csvReport({ context, actor, scope, filter, names }: ReportOrder): Promise<ReadableStream<Uint8Array>> {
  return csvStream(reportColumns(scope, names), async (after) => {
    const { keys, older } = await listKeys(context, actor, { scope, filter, cursor: { after }, take: ROWS_AT_ONCE });
    return { rows: keys, next: older };
  });
}
