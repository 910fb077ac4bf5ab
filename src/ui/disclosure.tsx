import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** Details for those who want them, closed at first. */
export function Disclosure({ summary, children }: { readonly summary: ReactNode; readonly children: ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 list-none items-center gap-1 text-accent underline underline-offset-4 hover:text-accent-strong [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-5 shrink-0 group-open:rotate-90" />
        {summary}
      </summary>
      <div className="mt-2 border-line border-s-2 ps-5">{children}</div>
    </details>
  );
}
