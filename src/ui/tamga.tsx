/** The mark of Tańba: a ram's horns, as on felt and saddles, over the ring of a key. */
export function Tamga({ className = "" }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" className={className}>
      <g fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
        <circle cx="16" cy="25.5" r="4" />
        <path d="M16 21.5V10" />
        <path d="M16 11c0-5.5-3.6-7.5-6.6-7.5S4 5.8 4 8.7s2.1 4.8 4.3 4.8 3.5-1.4 3.5-3.2" />
        <path d="M16 11c0-5.5 3.6-7.5 6.6-7.5S28 5.8 28 8.7s-2.1 4.8-4.3 4.8-3.5-1.4-3.5-3.2" />
      </g>
    </svg>
  );
}
