interface StepsProps {
  /** "Step 2 of 4" */
  readonly text: string;
  readonly current: number;
  readonly total: number;
}

/** How far a journey has come: words for everybody, a row of dashes for those who see. */
export function Steps({ text, current, total }: StepsProps) {
  return (
    <span className="flex flex-wrap items-center gap-3 text-sm">
      <span className="figures">{text}</span>
      <span aria-hidden className="flex gap-1">
        {Array.from({ length: total }, (_, place) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: dashes in a row
            key={place}
            className={`h-1 w-7 rounded-full ${place < current ? "bg-accent" : "bg-line"}`}
          />
        ))}
      </span>
    </span>
  );
}
