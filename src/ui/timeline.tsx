import type { ReactNode } from "react";

export interface TimelineEntry {
  readonly title: ReactNode;
  /** Formatted on the server. */
  readonly at: string;
  readonly atIso: string;
  readonly by?: ReactNode;
  readonly text?: ReactNode;
}

/** What happened, newest first. */
export function Timeline({ label, entries }: { readonly label: string; readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol aria-label={label}>
      {entries.map((entry, place) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a log has no other key
          key={place}
          className="relative border-line border-s-2 ps-6 pb-6 last:border-transparent last:pb-0"
        >
          <span
            aria-hidden
            className="absolute -start-[0.4375rem] top-2 size-3 rounded-full border-2 border-accent bg-surface"
          />
          <p className="font-semibold">{entry.title}</p>
          <p className="figures text-sm text-soft">
            <time dateTime={entry.atIso}>{entry.at}</time>
            {entry.by && <> · {entry.by}</>}
          </p>
          {entry.text && <div className="mt-1 max-w-prose">{entry.text}</div>}
        </li>
      ))}
    </ol>
  );
}
