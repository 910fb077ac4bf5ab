import { CSV_BEGIN, csvRows } from "./csv.ts";

interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the page after it begins, if there is one. */
  readonly next?: string | undefined;
}

/** A column of a file: its header, and what stands in it for a row. */
export type CsvColumn<Row> = readonly [header: string, cell: (row: Row) => string];

/**
 * A whole list as comma-separated values, written as it is read: however long it is, one page is in memory.
 *
 * @param pageFrom reads the page that begins at a place, or the first one
 * @throws what `pageFrom` throws for the first page, before anything is written
 */
export async function csvStream<Row>(
  columns: readonly CsvColumn<Row>[],
  pageFrom: (place?: string) => Promise<Page<Row>>,
): Promise<ReadableStream<Uint8Array>> {
  const rowsOf = ({ rows }: Page<Row>) => csvRows(rows.map((row) => columns.map(([, cell]) => cell(row))));
  let page: Page<Row> | undefined = await pageFrom();
  let text = CSV_BEGIN + csvRows([columns.map(([header]) => header)]);
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      if (!page) return stream.close();
      stream.enqueue(new TextEncoder().encode(text + rowsOf(page)));
      text = "";
      page = page.next === undefined ? undefined : await pageFrom(page.next);
    },
  });
}
