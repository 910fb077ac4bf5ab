import type { ReactNode } from "react";

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** Rows of one kind; each row is a card on a narrow screen. The first column names the row and holds its link. */
export function Table<Row>({ caption, captionHidden = false, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <table className="block w-full border-collapse md:table">
      <caption className={captionHidden ? "sr-only" : "mb-2 block text-start font-semibold md:table-caption"}>
        {caption}
      </caption>
      <thead className="sr-only md:not-sr-only md:table-header-group">
        <tr className="border-edge border-b md:table-row">
          {columns.map(({ header }) => (
            <th key={header} scope="col" className="py-3 pe-4 text-start font-semibold text-sm text-soft">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="grid gap-3 md:table-row-group">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className="grid gap-2 rounded-md border border-line bg-surface p-4 md:table-row md:rounded-none md:border-0 md:border-b md:bg-transparent md:p-0 md:hover:bg-sunk"
          >
            {columns.map(({ header, cell }, place) => (
              <td
                key={header}
                className={`figures min-w-0 md:table-cell md:py-3 md:pe-4 md:align-top ${place === 0 ? "font-semibold" : "grid grid-cols-[minmax(7rem,2fr)_3fr] gap-3 md:table-cell"}`}
              >
                {place > 0 && (
                  <span aria-hidden className="font-normal text-soft text-sm md:hidden">
                    {header}
                  </span>
                )}
                <span className="min-w-0 break-words">{cell(row)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
