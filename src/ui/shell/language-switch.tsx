"use client";

import { Languages } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useLocale } from "next-intl";
import { Link, usePathname } from "#i18n/navigation.ts";
import { routing } from "#i18n/routing.ts";
import { Menu } from "../menu.tsx";
import { MENU_ITEM_LOOK } from "../menu-item-look.ts";

/** In its own language each, Kazakh first as the country writes them. */
const NAMES = { kk: "Қазақша", ru: "Русский", en: "English" } as const;
const SHORT = { kk: "Қаз", ru: "Рус", en: "Eng" } as const;

const LOOK =
  "flex min-h-11 items-center rounded-md px-2 text-soft text-sm hover:bg-sunk hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2 aria-[current]:decoration-seal aria-[current]:underline-offset-8";

/** The same page in another language, its query kept: side by side where there is room, else in a menu. */
export function LanguageSwitch({ label }: { readonly label: string }) {
  const locale = useLocale();
  return (
    <nav aria-label={label}>
      <div className="sm:hidden">
        <Menu
          align="end"
          label={
            <>
              <Languages aria-hidden className="size-5 shrink-0 text-accent max-[23rem]:hidden" />
              <span className="sr-only">{label}: </span>
              <span className="text-sm">{SHORT[locale]}</span>
            </>
          }
        >
          <Choices look={`${MENU_ITEM_LOOK} aria-[current]:font-semibold`} />
        </Menu>
      </div>
      <ul className="hidden items-center sm:flex">
        <Choices look={LOOK} />
      </ul>
    </nav>
  );
}

function Choices({ look }: { readonly look: string }) {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const locale = useLocale();
  return routing.locales.map((one) => (
    <li key={one}>
      <Link
        href={query ? `${pathname}?${query}` : pathname}
        locale={one}
        lang={one}
        hrefLang={one}
        aria-current={one === locale ? "true" : undefined}
        className={look}
      >
        {NAMES[one]}
      </Link>
    </li>
  ));
}
