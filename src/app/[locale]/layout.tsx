import type { Metadata, Viewport } from "next";
import { notFound } from "next/navigation";
import { hasLocale, NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { pageVisitor, sourceUrl } from "#http/page.ts";
import { pickMessages } from "#i18n/pick-messages.ts";
import { routing } from "#i18n/routing.ts";
import { toBase64 } from "#pki/bytes.ts";
import { waitingFor } from "#portal/approvals/waiting-for.ts";
import { isAuthorityStaff } from "#portal/staff/roles.ts";
import { SiteFooter } from "#ui/shell/site-footer.tsx";
import { SiteHeader } from "#ui/shell/site-header.tsx";
import { fontVariables } from "../fonts.ts";
import "../globals.css";
import { FocusAfterNavigation } from "./_shell/focus-after-navigation.tsx";
import { KeysInUse } from "./_shell/keys-in-use.tsx";
import { pageTheme } from "./_shell/page-theme.ts";
import { SignOutButton } from "./_shell/sign-out-button.tsx";

/** A nonce in each page means that no page is made beforehand. */
export const dynamic = "force-dynamic";

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#1f1d1a" },
  ],
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { template: t("pageTitle", { title: "%s" }), default: t("brand") },
    icons: { icon: { url: "/icon.svg", type: "image/svg+xml" } },
    formatDetection: { telephone: false, email: false, address: false },
  };
}

interface LayoutProps {
  readonly children: ReactNode;
  readonly params: Promise<{ readonly locale: string }>;
}

/** The frame of every page: language, typeface, colours, header, main part, footer. */
export default async function Layout({ children, params }: LayoutProps) {
  const { locale } = await params;
  if (!hasLocale(routing.locales, locale)) notFound();
  const t = await getTranslations("shell");
  const theme = await pageTheme();
  const { context, actor } = await pageVisitor();
  const account = actor && {
    surname: actor.surname,
    waiting: await waitingFor(context, actor),
    staff: isAuthorityStaff(actor),
  };
  const { roots, intermediates } = context.anchors;
  return (
    <html lang={locale} className={fontVariables} {...(theme === "system" ? {} : { "data-theme": theme })}>
      <body className="flex min-h-dvh flex-col">
        <NextIntlClientProvider
          locale={locale}
          messages={pickMessages(locale, ["common", "shell"])}
          timeZone="Asia/Almaty"
        >
          <a
            href="#main"
            className="absolute start-4 top-0 z-30 -translate-y-full rounded-b-md bg-surface px-4 py-3 focus:translate-y-0"
          >
            {t("skip")}
          </a>
          <Suspense>
            <FocusAfterNavigation />
          </Suspense>
          <SiteHeader account={account} signOut={<SignOutButton />} />
          <KeysInUse
            roots={roots.map(({ der }) => toBase64(der))}
            issuing={intermediates.map(({ der }) => toBase64(der))}
          />
          <main id="main" tabIndex={-1} className="mx-auto w-full max-w-page flex-1 px-4 py-8 sm:px-6 sm:py-12">
            {children}
          </main>
          <SiteFooter theme={theme} sourceUrl={sourceUrl()} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
