import type { ReactNode } from "react";

interface PageTitleProps {
  readonly children: ReactNode;
  /** The step or the section, in small letters above. */
  readonly above?: ReactNode;
  readonly lead?: ReactNode;
}

/** The one h1 of a page. It can take the focus when a wizard changes its step. */
export function PageTitle({ children, above, lead }: PageTitleProps) {
  return (
    <header className="mb-6">
      {above && <p className="mb-1 text-soft">{above}</p>}
      <h1 id="page-title" tabIndex={-1} className="text-2xl sm:text-3xl">
        {children}
      </h1>
      {lead && <p className="mt-3 max-w-prose text-lg text-soft">{lead}</p>}
    </header>
  );
}
