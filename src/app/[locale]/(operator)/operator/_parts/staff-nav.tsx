import { useTranslations } from "next-intl";
import { may } from "#portal/staff/roles.ts";
import { NavLink } from "#ui/shell/nav-link.tsx";
import { STAFF_PAGES } from "./staff-pages.ts";

/** Where one of the authority's staff can go: what their role opens, and nothing else. */
export function StaffNav({ actor }: { readonly actor: Parameters<typeof may>[0] }) {
  const t = useTranslations("operator.nav");
  const pages = STAFF_PAGES.filter(({ act }) => act === null || may(actor, act));
  if (pages.length < 2) return null;
  return (
    <nav aria-label={t("label")} className="no-print -mt-4 mb-8 border-line border-b sm:-mt-8">
      <ul className="-mx-2 flex flex-wrap gap-x-1 py-1">
        {pages.map(({ href, text }) => (
          <li key={href}>
            <NavLink
              href={href}
              className="flex min-h-11 items-center rounded-md px-2 hover:bg-sunk aria-[current=page]:font-semibold aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:decoration-seal aria-[current=page]:underline-offset-8 sm:px-3"
            >
              {t(text)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
