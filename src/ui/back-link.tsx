import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "#i18n/navigation.ts";

/** The way back, above the title. */
export function BackLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link
      href={href}
      className="no-print -ms-1 mb-4 inline-flex min-h-11 items-center gap-1 text-accent underline underline-offset-4 hover:text-accent-strong"
    >
      <ChevronLeft aria-hidden className="size-5" />
      {children}
    </Link>
  );
}
