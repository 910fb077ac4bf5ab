import { useLocale, useTranslations } from "next-intl";
import { RequestTag } from "#app/[locale]/(account)/account/_parts/request-tag.tsx";
import { formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { OpenedPerson } from "#portal/registers/open-person.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Table } from "#ui/table.tsx";

/** The newest requests of a person, each a link to it. */
export function NewestRequests({ requests }: { readonly requests: OpenedPerson["requests"] }) {
  const t = useTranslations("registers.person");
  const states = useTranslations("states");
  const locale = useLocale();
  if (requests.length === 0) return <p className="text-soft">{t("noRequests")}</p>;
  return (
    <Table
      caption={t("newestRequests")}
      rows={requests}
      rowKey={({ number }) => number}
      columns={[
        {
          header: t("request"),
          cell: ({ number }) => (
            <Link href={`/operator/requests/${number}`} className="link inline-flex min-h-6 items-center">
              <RequestNumberText number={formatRequestNumber(number)} />
            </Link>
          ),
        },
        { header: t("capacity"), cell: ({ template }) => states(`template.${template}`) },
        { header: t("state"), cell: ({ state }) => <RequestTag state={state} /> },
        { header: t("filed"), cell: ({ submittedAt }) => formatDateTime(submittedAt, locale) },
      ]}
    />
  );
}
