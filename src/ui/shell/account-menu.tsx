import { CircleUserRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Menu } from "../menu.tsx";
import { MENU_ITEM_LOOK } from "../menu-item-look.ts";
import { NavLink } from "./nav-link.tsx";

interface AccountMenuProps {
  readonly surname: string;
  /** The button that signs out; it needs the browser. */
  readonly signOut: ReactNode;
}

/** The "Surname" menu of the guide. */
export async function AccountMenu({ surname, signOut }: AccountMenuProps) {
  const t = await getTranslations("shell.account");
  return (
    <Menu
      align="end"
      label={
        <>
          <CircleUserRound aria-hidden className="size-5 shrink-0 text-accent max-[23rem]:hidden" />
          <span className="sr-only">{t("menu")}: </span>
          <bdi className="max-w-28 truncate font-semibold sm:max-w-48">{surname}</bdi>
        </>
      }
    >
      <li>
        <NavLink href="/account/profile" className={MENU_ITEM_LOOK}>
          {t("profile")}
        </NavLink>
      </li>
      <li>
        <NavLink href="/account/settings" className={MENU_ITEM_LOOK}>
          {t("settings")}
        </NavLink>
      </li>
      <li>
        <NavLink href="/account/security" className={MENU_ITEM_LOOK}>
          {t("security")}
        </NavLink>
      </li>
      <li className="border-line border-t">{signOut}</li>
    </Menu>
  );
}
