import { Tamga } from "#ui/tamga.tsx";

/** The mark as a pressed seal: a quiet picture for the front page, nothing to read. */
export function Seal() {
  return (
    <div className="relative mx-auto hidden w-full max-w-80 text-seal lg:block">
      <svg viewBox="0 0 240 240" aria-hidden="true" focusable="false">
        <g fill="none" stroke="currentColor">
          <circle cx="120" cy="120" r="116" strokeWidth="1" opacity="0.35" />
          <circle cx="120" cy="120" r="107" strokeWidth="1.5" strokeDasharray="1.5 6" strokeLinecap="round" />
          <circle cx="120" cy="120" r="98" strokeWidth="1.5" opacity="0.55" />
        </g>
      </svg>
      <Tamga className="absolute inset-0 m-auto size-2/5" />
    </div>
  );
}
