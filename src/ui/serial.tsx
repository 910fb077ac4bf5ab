/** A serial number in groups of four, so that two can be compared by eye. */
export function Serial({ value }: { readonly value: string }) {
  return (
    <span className="break-words font-mono text-sm">
      {value
        .toUpperCase()
        .match(/.{1,4}/g)
        ?.join(" ") ?? value}
    </span>
  );
}
