/** What is left of a term as a thin bar; the words beside it say the same. Drawn, not styled: inline styles are refused. */
export function LifeBar({ left }: { readonly left: number }) {
  const share = Math.max(0, Math.min(1, left));
  const colour = share === 0 ? "text-danger" : share < 0.1 ? "text-warning" : "text-accent";
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      preserveAspectRatio="none"
      viewBox="0 0 100 1"
      className={`block h-1.5 w-full rounded-full bg-sunk ${colour} forced-colors:border`}
    >
      <rect width={share * 100} height="1" fill="currentColor" />
    </svg>
  );
}
