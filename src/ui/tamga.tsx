/** The mark of Tańba: the bow of a key over the sign of a house. */
export function Tamga({ className = "" }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" className={className}>
      <g fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="16" cy="8" r="4.5" />
        <path d="M16 12.5V28" />
        <path d="M6 28c0-6.5 4-10 10-10s10 3.5 10 10" />
      </g>
    </svg>
  );
}
