import { useLocale, useTranslations } from "next-intl";
import { KeyStanding } from "#app/[locale]/(account)/account/_keylist/key-standing.tsx";
import { RequestTag } from "#app/[locale]/(account)/account/_parts/request-tag.tsx";
import { formatDate, formatDateInText } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { Past } from "#portal/approvals/person/open-past.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Table } from "#ui/table.tsx";

/** What this person has asked for and got in the organisation before. */
export function PersonPast({ past: { requests, certificates } }: { readonly past: Past }) {
  const t = useTranslations("approvals.past");
  const list = useTranslations("approvals");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <section aria-labelledby="past-title" className="mt-10 space-y-6">
      <h2 id="past-title" className="text-xl">
        {t("heading")}
      </h2>
      {requests.length === 0 ? (
        <p>{t("noRequests")}</p>
      ) : (
        <Table
          caption={t("requests")}
          rows={requests}
          rowKey={({ number }) => number}
          columns={[
            {
              header: list("number"),
              cell: ({ number }) => (
                <Link href={`/organisation/approvals/${number}`} className="link inline-flex min-h-6 items-center">
                  <RequestNumberText number={formatRequestNumber(number)} />
                </Link>
              ),
            },
            { header: list("state"), cell: ({ state }) => <RequestTag state={state} /> },
            { header: list("template"), cell: ({ template }) => states(`template.${template}`) },
            { header: list("request.storage"), cell: ({ storage }) => states(`storage.${storage}`) },
            { header: list("submittedAt"), cell: ({ submittedAt }) => formatDate(submittedAt, locale) },
          ]}
        />
      )}
      {certificates?.length === 0 && <p>{t("noCertificates")}</p>}
      {certificates !== undefined && certificates.length > 0 && (
        <Table
          caption={t("certificates")}
          rows={certificates}
          rowKey={({ serial }) => serial}
          columns={[
            {
              header: t("key"),
              cell: ({ serial, slot }) => (
                <Link href={`/account/keys/${serial}`} className="link inline-flex min-h-6 items-center">
                  {states(`slot.${slot}`)}
                </Link>
              ),
            },
            { header: list("state"), cell: (key) => <KeyStanding of={key} /> },
            { header: list("template"), cell: ({ template }) => states(`template.${template}`) },
            { header: list("request.storage"), cell: ({ storage }) => states(`storage.${storage}`) },
            {
              header: t("term"),
              cell: ({ notBefore, notAfter }) =>
                `${formatDateInText(notBefore, locale)} – ${formatDateInText(notAfter, locale)}`,
            },
          ]}
        />
      )}
    </section>
  );
}
