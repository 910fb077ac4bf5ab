import { getTranslations } from "next-intl/server";
import { Link } from "#i18n/navigation.ts";
import { Tamga } from "../tamga.tsx";
import type { Theme } from "./theme.ts";
import { ThemeSwitch } from "./theme-switch.tsx";

const LOOK = "flex min-h-11 items-center text-soft underline underline-offset-4 hover:text-ink";

interface SiteFooterProps {
  readonly theme: Theme;
  /** Where the source code of this installation is kept; no link without it. */
  readonly sourceUrl?: string | undefined;
}

/** Whose site this is not, the standing pages, and the look. */
export async function SiteFooter({ theme, sourceUrl }: SiteFooterProps) {
  const t = await getTranslations("shell");
  return (
    <footer className="mt-auto border-line border-t bg-sunk">
      <div className="mx-auto grid max-w-page gap-4 px-4 py-8 sm:px-6">
        <p className="flex max-w-prose items-start gap-3 text-sm">
          <Tamga className="mt-0.5 size-6 shrink-0 text-seal" />
          {t("footer.notAffiliated")}
        </p>
        <div className="no-print flex flex-wrap items-center justify-between gap-x-8 gap-y-2">
          <nav aria-label={t("footer.label")}>
            <ul className="flex flex-wrap gap-x-6 text-sm">
              {(["help", "accessibility", "privacy"] as const).map((page) => (
                <li key={page}>
                  <Link href={`/${page}`} className={LOOK}>
                    {t(`footer.${page}`)}
                  </Link>
                </li>
              ))}
              {sourceUrl && (
                <li>
                  <a href={sourceUrl} className={LOOK}>
                    {t("footer.source")}
                  </a>
                </li>
              )}
            </ul>
          </nav>
          <ThemeSwitch
            label={t("theme.label")}
            texts={{ system: t("theme.system"), light: t("theme.light"), dark: t("theme.dark") }}
            initial={theme}
          />
        </div>
      </div>
    </footer>
  );
}
