import { getTranslations } from "next-intl/server";
import { Menu } from "../menu.tsx";
import { MENU_ITEM_LOOK } from "../menu-item-look.ts";
import { NavLink } from "./nav-link.tsx";

const LOOK =
  "flex min-h-11 items-center gap-2 rounded-md px-3 hover:bg-sunk aria-[current=page]:font-semibold aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:decoration-seal aria-[current=page]:underline-offset-8";

interface MainNavProps {
  /** How many requests wait for this person's decision; null for who decides none. */
  readonly waiting: number | null;
}

/** Where a signed-in person can go. */
export async function MainNav({ waiting }: MainNavProps) {
  const t = await getTranslations("shell.nav");
  return (
    <nav aria-label={t("label")} className="border-line border-t">
      <ul className="mx-auto flex max-w-page flex-wrap items-center gap-x-1 px-1 py-1 sm:px-3">
        <li>
          <NavLink href="/account" className={LOOK}>
            {t("home")}
          </NavLink>
        </li>
        <li>
          <Menu label={t("keys")}>
            {(
              [
                ["/account/keys/reissue", "reissue"],
                ["/account/keys", "list"],
                ["/track", "track"],
              ] as const
            ).map(([href, text]) => (
              <li key={href}>
                <NavLink href={href} className={MENU_ITEM_LOOK}>
                  {t(text)}
                </NavLink>
              </li>
            ))}
          </Menu>
        </li>
        <li>
          <NavLink href="/account/requests" className={LOOK}>
            {t("requests")}
          </NavLink>
        </li>
        {waiting !== null && (
          <li>
            <NavLink href="/organisation/approvals" className={LOOK}>
              {waiting === 0 ? (
                t("approvals")
              ) : (
                <Waiting text={t("approvals")} spoken={t("approvalsWaiting", { count: waiting })} count={waiting} />
              )}
            </NavLink>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Waiting({ text, spoken, count }: { readonly text: string; readonly spoken: string; readonly count: number }) {
  return (
    <>
      <span aria-hidden>{text}</span>
      <span aria-hidden className="figures rounded-full bg-seal px-2 font-semibold text-paper text-sm">
        {count}
      </span>
      <span className="sr-only">{spoken}</span>
    </>
  );
}
