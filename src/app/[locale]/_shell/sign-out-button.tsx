"use client";

import { LogOut } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { MENU_ITEM_LOOK } from "#ui/menu-item-look.ts";

/** Ends the session and this page with all that it holds in memory. */
export function SignOutButton() {
  const t = useTranslations("shell.account");
  const locale = useLocale();
  const [failed, setFailed] = useState(false);
  const signOut = async () => {
    // Not through the contracts: they would weigh down the frame of every page, and nothing is sent or told here.
    const response = await fetch("/api/session", { method: "DELETE" }).catch(() => null);
    if (response?.ok || response?.status === 401) location.assign(`/${locale}/signed-out`);
    else setFailed(true);
  };
  return (
    <>
      <button type="button" className={MENU_ITEM_LOOK} onClick={signOut}>
        <LogOut aria-hidden className="size-4 shrink-0" />
        {t("signOut")}
      </button>
      <p role="alert" className="max-w-64 px-4 text-danger text-sm">
        {failed ? t("signOutFailed") : ""}
      </p>
    </>
  );
}
