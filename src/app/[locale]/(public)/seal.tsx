/** The mark as a pressed seal: a quiet picture for the front page, nothing to read. */
export function Seal() {
  return (
    <svg
      viewBox="0 0 240 240"
      aria-hidden="true"
      focusable="false"
      className="mx-auto hidden w-full max-w-80 text-seal lg:block"
    >
      <g fill="none" stroke="currentColor">
        <circle cx="120" cy="120" r="112" strokeWidth="1" opacity="0.35" />
        <circle cx="120" cy="120" r="104" strokeWidth="1" strokeDasharray="2 6" opacity="0.7" />
        <circle cx="120" cy="120" r="96" strokeWidth="1.5" opacity="0.5" />
        <g strokeWidth="9" strokeLinecap="round" strokeLinejoin="round">
          <circle cx="120" cy="82" r="20" />
          <path d="M120 102v78" />
          <path d="M74 180c0-30 19-46 46-46s46 16 46 46" />
        </g>
      </g>
    </svg>
  );
}
