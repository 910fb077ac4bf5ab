import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { Link } from "#i18n/navigation.ts";
import { ButtonLink } from "../button-link.tsx";
import { Tamga } from "../tamga.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { MainNav } from "./main-nav.tsx";

export interface ShellAccount {
  readonly surname: string;
  /** Requests that wait for this person's decision; null for who decides none. */
  readonly waiting: { readonly count: number; readonly more: boolean } | null;
  /** One of the authority's own staff. */
  readonly staff: boolean;
}

interface SiteHeaderProps {
  readonly account: ShellAccount | null;
  readonly signOut: ReactNode;
}

/** Mark and name, the languages, and the way in or the person's menu. */
export async function SiteHeader({ account, signOut }: SiteHeaderProps) {
  const t = await getTranslations();
  return (
    <header className="border-line border-b bg-surface">
      <div className="mx-auto flex max-w-page items-center justify-between gap-x-2 px-4 py-2 sm:px-6">
        <Link
          href={account ? (account.staff ? "/operator" : "/account") : "/"}
          aria-label={t("shell.homeLink")}
          className="-ms-2 flex min-h-12 items-center gap-2 rounded-md px-2 font-semibold text-xl"
        >
          <Tamga className="size-8 text-accent" />
          <span className={account ? "max-[26rem]:sr-only" : ""}>{t("common.brand")}</span>
        </Link>
        <div className="no-print flex min-w-0 items-center gap-x-1 sm:gap-x-4">
          <Suspense>
            <LanguageSwitch label={t("shell.language")} />
          </Suspense>
          {account ? (
            <AccountMenu surname={account.surname} signOut={signOut} />
          ) : (
            <ButtonLink href="/sign-in" variant="secondary" className="min-h-11 max-sm:px-3 max-sm:text-sm">
              {t("shell.signIn")}
            </ButtonLink>
          )}
        </div>
      </div>
      {account && <MainNav waiting={account.waiting} staff={account.staff} />}
    </header>
  );
}
