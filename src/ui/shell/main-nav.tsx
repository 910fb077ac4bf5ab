import { House } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Menu } from "../menu.tsx";
import { MENU_ITEM_LOOK } from "../menu-item-look.ts";
import { NavLink } from "./nav-link.tsx";

const LOOK =
  "flex min-h-11 items-center gap-2 rounded-md px-2 max-sm:text-sm sm:px-3 hover:bg-sunk aria-[current=page]:font-semibold aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:decoration-seal aria-[current=page]:underline-offset-8";

interface MainNavProps {
  /** How many requests wait for this person's decision; null for who decides none. */
  readonly waiting: { readonly count: number; readonly more: boolean } | null;
  /** One of the authority's own staff, who has pages of work besides. */
  readonly staff: boolean;
}

/** Where a signed-in person can go. */
export async function MainNav({ waiting, staff }: MainNavProps) {
  const t = await getTranslations("shell.nav");
  return (
    <nav aria-label={t("label")} className="border-line border-t">
      <ul className="mx-auto flex max-w-page flex-wrap items-center px-1 py-1 sm:gap-x-1 sm:px-3">
        <li>
          <NavLink href="/account" className={`${LOOK} max-sm:aria-[current=page]:bg-sunk`}>
            <House aria-hidden className="size-5 sm:hidden" />
            <span className="max-sm:sr-only">{t("home")}</span>
          </NavLink>
        </li>
        <li>
          <Menu label={<Name long={t("keys")} short={t("keysShort")} />}>
            {(
              [
                ["/account/keys/reissue", "reissue"],
                ["/account/keys/revoke", "revoke"],
                ["/account/keys", "list"],
                ["/track", "track"],
                ["/account/keys/password", "password"],
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
        {staff && (
          <li>
            <NavLink href="/operator" className={LOOK}>
              {t("staff")}
            </NavLink>
          </li>
        )}
        {waiting !== null && (
          <li>
            <NavLink href="/organisation/approvals" className={LOOK}>
              {waiting.count === 0 ? (
                <Name long={t("approvals")} short={t("approvalsShort")} />
              ) : (
                <Waiting
                  spoken={t("approvalsWaiting", { count: waiting.count, more: String(waiting.more) })}
                  shown={`${waiting.count}${waiting.more ? "+" : ""}`}
                >
                  <Name long={t("approvals")} short={t("approvalsShort")} />
                </Waiting>
              )}
            </NavLink>
          </li>
        )}
      </ul>
    </nav>
  );
}

/** A phone has room for one row of short names. */
function Name({ long, short }: { readonly long: string; readonly short: string }) {
  return (
    <>
      <span className="sm:hidden">{short}</span>
      <span className="max-sm:hidden">{long}</span>
    </>
  );
}

interface WaitingProps {
  readonly children: ReactNode;
  /** The name and the number in a sentence. */
  readonly spoken: string;
  readonly shown: string;
}

function Waiting({ children, spoken, shown }: WaitingProps) {
  return (
    <>
      <span aria-hidden>{children}</span>
      <span aria-hidden className="figures rounded-full bg-seal px-2 font-semibold text-paper text-sm">
        {shown}
      </span>
      <span className="sr-only">{spoken}</span>
    </>
  );
}
