import { useLocale, useTranslations } from "next-intl";
import { RequestTag } from "#app/[locale]/(account)/account/_parts/request-tag.tsx";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { ApprovalRow } from "#portal/approvals/list-waiting.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Table } from "#ui/table.tsx";

/** What was decided, and how far it has come since. */
export function DecidedTable({ rows }: { readonly rows: readonly ApprovalRow[] }) {
  const t = useTranslations("approvals");
  const locale = useLocale();
  return (
    <Table
      caption={t("caption.decided")}
      captionHidden
      rows={rows}
      rowKey={({ number }) => number}
      columns={[
        {
          header: t("applicant"),
          cell: ({ number, name }) => (
            <Link href={`/organisation/approvals/${number}`} className="link inline-flex min-h-6 items-center">
              <bdi>{name}</bdi>
            </Link>
          ),
        },
        { header: t("state"), cell: ({ state }) => <RequestTag state={state} /> },
        { header: t("number"), cell: ({ number }) => <RequestNumberText number={formatRequestNumber(number)} /> },
        { header: t("submittedAt"), cell: ({ submittedAt }) => formatDate(submittedAt, locale) },
        { header: t("decidedAt"), cell: ({ decidedAt }) => (decidedAt ? formatDateTime(decidedAt, locale) : "") },
      ]}
    />
  );
}
