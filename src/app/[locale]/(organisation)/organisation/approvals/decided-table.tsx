import { useLocale, useTranslations } from "next-intl";
import { RequestTag } from "#app/[locale]/(account)/account/_parts/request-tag.tsx";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { RequestTab } from "#portal/approvals/contract.ts";
import type { ApprovalRow } from "#portal/approvals/list-waiting.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Table } from "#ui/table.tsx";
import { AgeTag } from "./age-tag.tsx";

interface DecidedTableProps {
  readonly tab: Exclude<RequestTab, "waiting">;
  readonly rows: readonly ApprovalRow[];
}

/** Requests with how far they have come, who decided on them and when. */
export function DecidedTable({ tab, rows }: DecidedTableProps) {
  const t = useTranslations("approvals");
  const locale = useLocale();
  return (
    <Table
      caption={t(`caption.${tab}`)}
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
        {
          header: t("state"),
          cell: ({ state, ageing }) => (
            <span className="inline-flex flex-wrap gap-1">
              <RequestTag state={state} />
              {ageing && <AgeTag ageing={ageing} />}
            </span>
          ),
        },
        { header: t("number"), cell: ({ number }) => <RequestNumberText number={formatRequestNumber(number)} /> },
        { header: t("submittedAt"), cell: ({ submittedAt }) => formatDate(submittedAt, locale) },
        {
          header: t("decidedAt"),
          cell: ({ decidedAt, decidedBy }) =>
            decidedAt && (
              <>
                {formatDateTime(decidedAt, locale)}
                <span className="block text-sm text-soft">
                  <bdi>{decidedBy}</bdi>
                </span>
              </>
            ),
        },
      ]}
    />
  );
}
