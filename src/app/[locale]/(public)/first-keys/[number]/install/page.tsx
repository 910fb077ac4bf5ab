import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { InstallWizard } from "#app/[locale]/(account)/account/requests/[number]/install/install-wizard.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { redirect } from "#i18n/navigation.ts";
import { parseRequestNumber } from "#portal/requests/request-number.ts";

interface InstallPageProps {
  readonly params: Promise<{ readonly number: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("install");
  return { title: t("title"), robots: { index: false } };
}

/** Installs first certificates: nobody is signed in, and the browser proves that it holds the keys. */
export default async function FirstInstallPage({ params }: InstallPageProps) {
  const typed = decodeURIComponent((await params).number).slice(0, 40);
  const number = parseRequestNumber(typed);
  if (number === null) return redirect({ href: "/track", locale: await getLocale() });
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "firstKeys", "install", "newPassword", "requests"]}>
        <InstallWizard number={number} waitingFileName={`TANBA_${number}.pem`} oldKeysGo={false} first />
      </ClientMessages>
    </div>
  );
}
