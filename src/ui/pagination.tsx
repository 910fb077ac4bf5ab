import { ChevronLeft, ChevronRight } from "lucide-react";
import { Link } from "#i18n/navigation.ts";

interface PaginationProps {
  readonly label: string;
  /** "Page 2 of 7" */
  readonly text: string;
  readonly previous?: { readonly href: string; readonly text: string } | undefined;
  readonly next?: { readonly href: string; readonly text: string } | undefined;
}

const LOOK =
  "flex min-h-11 items-center gap-1 rounded-md px-3 text-accent underline underline-offset-4 hover:bg-accent-soft";

/** To the page before and after. */
export function Pagination({ label, text, previous, next }: PaginationProps) {
  return (
    <nav aria-label={label} className="mt-6 flex flex-wrap items-center gap-4">
      {previous && (
        <Link href={previous.href} rel="prev" className={LOOK}>
          <ChevronLeft aria-hidden className="size-5" />
          {previous.text}
        </Link>
      )}
      <span className="figures text-soft">{text}</span>
      {next && (
        <Link href={next.href} rel="next" className={LOOK}>
          {next.text}
          <ChevronRight aria-hidden className="size-5" />
        </Link>
      )}
    </nav>
  );
}
