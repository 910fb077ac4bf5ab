import { useLocale, useTranslations } from "next-intl";
import { Link } from "#i18n/navigation.ts";

interface CountLinksProps {
  /** Without an address where no list shows just these. */
  readonly counts: readonly { readonly text: string; readonly count: number; readonly href?: string }[];
  /** Nobody counts further. */
  readonly most: number;
}

/** How many there are of each, and the way to them where there is one. */
export function CountLinks({ counts, most }: CountLinksProps) {
  const locale = useLocale();
  const t = useTranslations("queue.counts");
  return (
    <ul className="grid gap-3 sm:grid-cols-3">
      {counts.map(({ text, count, href }) => {
        const figure = (
          <span className="figures block font-semibold text-2xl">
            {count > most ? t("more", { count: most }) : count.toLocaleString(locale)}
          </span>
        );
        return (
          <li key={text} className="rounded-md border border-line bg-surface">
            {href === undefined ? (
              <div className="p-4">
                {figure}
                {text}
              </div>
            ) : (
              <Link href={href} className="block rounded-md p-4 hover:bg-sunk">
                {figure}
                <span className="link">{text}</span>
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
