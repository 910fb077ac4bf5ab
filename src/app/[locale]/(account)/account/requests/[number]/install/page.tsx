import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor, replacedKeysPolicy } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { openOwnRequest } from "#portal/requests/open-request.ts";
import { foundOr404 } from "../../../_parts/found-or-404.ts";
import { Stop } from "../../../_parts/stop.tsx";
import { InstallWizard } from "./install-wizard.tsx";

interface InstallPageProps {
  readonly params: Promise<{ readonly number: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("install");
  return { title: t("title") };
}

/** Installs the certificates of a request, once they are issued. */
export default async function InstallPage({ params }: InstallPageProps) {
  const { number } = await params;
  const { context, actor } = await pageActor(await getLocale());
  const { state } = await foundOr404(openOwnRequest(context, actor, number));
  const t = await getTranslations();
  if (state !== "ISSUED" && state !== "INSTALLED") {
    return (
      <Stop
        title={t("install.notIssued.heading")}
        href={`/account/requests/${number}`}
        action={t("install.notIssued.action")}
      >
        {t(`states.request.${state}.title`)}
      </Stop>
    );
  }
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "install", "newPassword", "requests"]}>
        <InstallWizard
          number={number}
          waitingFileName={`TANBA_${number}.pem`}
          oldKeysGo={replacedKeysPolicy() === "always"}
        />
      </ClientMessages>
    </div>
  );
}
