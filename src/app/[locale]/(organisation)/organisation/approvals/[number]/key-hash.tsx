import { Disclosure } from "#ui/disclosure.tsx";

interface KeyHashProps {
  /** Lower-case hexadecimal SHA-256. */
  readonly value: string;
  /** "Show in full" */
  readonly showFull: string;
}

/** The hash of a public key: both ends of it at first, the whole of it on demand, in groups of eight. */
export function KeyHash({ value, showFull }: KeyHashProps) {
  return (
    <>
      <span className="font-mono text-sm">
        {value.slice(0, 8)} … {value.slice(-8)}
      </span>
      <Disclosure summary={showFull}>
        <span className="break-words font-mono text-sm">{value.match(/.{8}/g)?.join(" ")}</span>
      </Disclosure>
    </>
  );
}
