import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { formatDate } from "#i18n/dates.ts";
import { openOwnRequest } from "#portal/requests/open-request.ts";
import { foundOr404 } from "../../../_parts/found-or-404.ts";
import { Stop } from "../../../_parts/stop.tsx";
import { mayCancel } from "../what-now.ts";
import { CancelRequest } from "./cancel-request.tsx";

interface CancelPageProps {
  readonly params: Promise<{ readonly number: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("requests.cancelPage");
  return { title: t("heading") };
}

/** The holder takes a request back, with a signature. */
export default async function CancelPage({ params }: CancelPageProps) {
  const { number } = await params;
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  const { state, submittedAt } = await foundOr404(openOwnRequest(context, actor, number));
  const t = await getTranslations();
  if (!mayCancel(state)) {
    return (
      <Stop
        title={t("requests.cancelPage.notOpen")}
        href={`/account/requests/${number}`}
        action={t("install.notIssued.action")}
      >
        {t(`states.request.${state}.title`)}
      </Stop>
    );
  }
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["account", "keyPicker", "keys", "requests", "states"]}>
        <CancelRequest number={number} submittedOn={formatDate(submittedAt, locale)} />
      </ClientMessages>
    </div>
  );
}
