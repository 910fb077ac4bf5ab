/** A request number in figures of equal width, as it is written and read out. */
export function RequestNumberText({ number }: { readonly number: string }) {
  return (
    <span className="whitespace-nowrap max-[22.5rem]:whitespace-normal font-mono font-semibold tracking-wide">
      {number}
    </span>
  );
}
