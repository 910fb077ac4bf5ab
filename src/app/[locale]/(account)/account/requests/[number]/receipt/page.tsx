import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import { maskedIin } from "#portal/people/masked-iin.ts";
import { openOwnRequest } from "#portal/requests/open-request.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { BackLink } from "#ui/back-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { PrintButton } from "#ui/print-button.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { foundOr404 } from "../../../_parts/found-or-404.ts";

interface ReceiptPageProps {
  readonly params: Promise<{ readonly number: string }>;
}

export async function generateMetadata({ params }: ReceiptPageProps): Promise<Metadata> {
  const t = await getTranslations("requests.receipt");
  return { title: `${t("title")} ${formatRequestNumber((await params).number)}` };
}

/** What a person keeps or prints: the reference, when, where, for what; of the IIN only the last four digits. */
export default async function ReceiptPage({ params }: ReceiptPageProps) {
  const { number } = await params;
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  const request = await foundOr404(openOwnRequest(context, actor, number));
  const t = await getTranslations("requests.receipt");
  const common = await getTranslations("common");
  const words = await getTranslations("requests");
  const states = await getTranslations("states");
  const hash = (value: string) => <span className="break-all font-mono text-sm print:text-[12pt]">{value}</span>;
  const waits = request.state === "SUBMITTED";
  return (
    <div className="mx-auto max-w-journey">
      <BackLink href={`/account/requests/${number}`}>{t("back")}</BackLink>
      <article className="space-y-6 rounded-lg border border-line bg-surface p-5 sm:p-8 print:border-0 print:p-0">
        <PageTitle above={t("site", { brand: common("brand"), origin: context.origin })}>{t("title")}</PageTitle>
        <p>
          <span className="text-soft">{t("reference")}</span>
          <br />
          <span className="text-2xl">
            <RequestNumberText number={formatRequestNumber(number)} />
          </span>
        </p>
        <SummaryList
          rows={[
            { term: t("service"), value: t("serviceName") },
            { term: t("applicant"), value: request.name },
            { term: t("iinMasked"), value: <span className="figures">{maskedIin(request.iin)}</span> },
            ...(request.organisation ? [{ term: words("request.organisation"), value: request.organisation }] : []),
            { term: words("request.template"), value: states(`template.${request.template}`) },
            { term: words("submittedAt"), value: formatDateTime(request.submittedAt, locale) },
            { term: words("state"), value: states(`request.${request.state}.title`) },
            ...(waits ? [{ term: words("expiresAt"), value: formatDate(request.expiresAt, locale) }] : []),
            { term: words("storage"), value: states(`storage.${request.storage}`) },
            { term: t("authKey"), value: hash(request.authKey) },
            { term: t("signKey"), value: hash(request.signKey) },
          ]}
        />
        <div className="max-w-prose space-y-2 text-sm print:text-[12pt]">
          <p>{t("trackAt", { url: `${context.origin}/${locale}/track` })}</p>
          <p className="text-soft">
            {t("printedAt", { at: formatDateTime(context.clock.now(), locale) })} {t("disclaimer")}
          </p>
        </div>
      </article>
      <div className="no-print mt-6">
        <PrintButton label={t("print")} />
      </div>
    </div>
  );
}
