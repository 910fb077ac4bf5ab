"use client";

import { useSearchParams } from "next/navigation";
import { useLocale } from "next-intl";
import { Link, usePathname } from "#i18n/navigation.ts";
import { routing } from "#i18n/routing.ts";

/** In its own language each, Kazakh first as the country writes them. */
const NAMES = { kk: "Қазақша", ru: "Русский", en: "English" } as const;
const SHORT = { kk: "Қаз", ru: "Рус", en: "Eng" } as const;

/** The same page in another language, its query kept. */
export function LanguageSwitch({ label }: { readonly label: string }) {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const locale = useLocale();
  return (
    <nav aria-label={label}>
      <ul className="flex items-center">
        {routing.locales.map((one) => (
          <li key={one}>
            <Link
              href={query ? `${pathname}?${query}` : pathname}
              locale={one}
              lang={one}
              hrefLang={one}
              prefetch={false}
              aria-current={one === locale ? "true" : undefined}
              className="flex min-h-11 min-w-11 items-center justify-center rounded-md px-1 text-soft sm:px-2 text-sm hover:bg-sunk hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2 aria-[current]:decoration-seal aria-[current]:underline-offset-8"
            >
              <span aria-hidden className="sm:hidden">
                {SHORT[one]}
              </span>
              <span className="max-sm:sr-only">{NAMES[one]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
