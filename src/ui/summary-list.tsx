import type { ReactNode } from "react";

export interface SummaryRow {
  readonly term: ReactNode;
  readonly value: ReactNode;
  /** A link to change the value, with hidden words that say which. */
  readonly action?: ReactNode;
}

/** Facts as pairs, one below the other on a narrow screen. */
export function SummaryList({ rows }: { readonly rows: readonly SummaryRow[] }) {
  return (
    <dl className="border-line border-t">
      {rows.map(({ term, value, action }, place) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are fixed for the life of the list
          key={place}
          className="grid gap-x-6 gap-y-0.5 border-line border-b py-3 sm:grid-cols-[minmax(10rem,2fr)_3fr_auto]"
        >
          <dt className="text-soft">{term}</dt>
          <dd className="min-w-0 break-words font-medium">{value}</dd>
          {action && <dd>{action}</dd>}
        </div>
      ))}
    </dl>
  );
}
