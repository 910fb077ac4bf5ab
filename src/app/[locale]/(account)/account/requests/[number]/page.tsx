import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor, replacedKeysPolicy } from "#http/page.ts";
import { openOwnRequest } from "#portal/requests/open-request.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { replacedKeys } from "#portal/revocation/replaced-keys.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { DocumentSheet } from "#ui/document-sheet.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { foundOr404 } from "../../_parts/found-or-404.ts";
import { InstalledPanel } from "./installed-panel.tsx";
import { RefreshWhileWorking } from "./refresh-while-working.tsx";
import { RequestFacts } from "./request-facts.tsx";
import { RequestProgress } from "./request-progress.tsx";
import { RequestTimeline } from "./request-timeline.tsx";
import { StateNow } from "./state-now.tsx";
import { SubmittedPanel } from "./submitted-panel.tsx";

interface RequestPageProps {
  readonly params: Promise<{ readonly number: string }>;
  readonly searchParams: Promise<{ readonly submitted?: string; readonly installed?: string }>;
}

export async function generateMetadata({ params }: RequestPageProps): Promise<Metadata> {
  const t = await getTranslations("requests.request");
  return { title: t("title", { number: formatRequestNumber((await params).number) }) };
}

/** One of the holder's own requests: where it stands, whose turn it is, what happened, what can be done now. */
export default async function RequestPage({ params, searchParams }: RequestPageProps) {
  const { number } = await params;
  const { submitted, installed } = await searchParams;
  const { context, actor } = await pageActor(await getLocale());
  const request = await foundOr404(openOwnRequest(context, actor, number));
  const t = await getTranslations("requests");
  const outcome =
    submitted !== undefined
      ? "submitted"
      : installed !== undefined && request.state === "INSTALLED"
        ? "installed"
        : null;
  const needsManager = request.confirmation === "SENIOR_MANAGER";
  return (
    <>
      {(request.state === "CONFIRMED" || request.state === "ISSUING") && <RefreshWhileWorking />}
      <BackLink href="/account/requests">{t("request.all")}</BackLink>
      {outcome ? (
        <PageTitle>{t(`${outcome}.heading`)}</PageTitle>
      ) : (
        <PageTitle above={t("number")}>
          <RequestNumberText number={formatRequestNumber(number)} />
        </PageTitle>
      )}
      {outcome === "submitted" && <SubmittedPanel number={number} needsManager={needsManager} />}
      {outcome === "installed" && (
        <InstalledPanel
          number={number}
          policy={replacedKeysPolicy()}
          old={await replacedKeys(context, actor, number)}
        />
      )}
      <div className="grid gap-10 lg:grid-cols-[3fr_2fr]">
        {outcome !== "installed" && <StateNow request={request} showReceipt={outcome !== "submitted"} />}
        <section aria-labelledby="progress-title">
          <h2 id="progress-title" className="mb-4 text-xl">
            {t("request.tracker")}
          </h2>
          <RequestProgress state={request.state} needsManager={needsManager} />
        </section>
        <RequestFacts request={request} />
        <section aria-labelledby="timeline-title">
          <h2 id="timeline-title" className="mb-4 text-xl">
            {t("request.timeline")}
          </h2>
          <RequestTimeline events={request.timeline} />
        </section>
      </div>
      {request.documentText !== "" && (
        <div className="mt-10 max-w-journey">
          <Disclosure summary={t("request.showDocument")}>
            <DocumentSheet title={t("request.document")} label={t("request.document")} text={request.documentText} />
          </Disclosure>
        </div>
      )}
    </>
  );
}
