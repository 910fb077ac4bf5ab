import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { ApprovalRow } from "#portal/approvals/list-waiting.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Table } from "#ui/table.tsx";
import { AgeTag } from "./age-tag.tsx";
import { DueDate } from "./due-date.tsx";

interface WaitingTableProps {
  readonly rows: readonly ApprovalRow[];
  readonly now: Date;
  /** Whether whoever looks decides in a first head's place. */
  readonly inPlace: boolean;
}

/** What waits for a decision; the name leads to the request, the box beside it chooses it for being decided with others. */
export function WaitingTable({ rows, now, inPlace }: WaitingTableProps) {
  const t = useTranslations("approvals");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <Table
      caption={t("caption.waiting")}
      captionHidden
      rows={rows}
      rowKey={({ number }) => number}
      columns={[
        {
          header: t("applicant"),
          cell: ({ number, name }) => (
            <span className="flex items-start gap-3">
              <input
                type="checkbox"
                name="number"
                value={number}
                aria-label={t("choose.one", { name })}
                className="size-6 shrink-0 rounded-sm accent-accent"
              />
              <Link href={`/organisation/approvals/${number}`} className="link inline-flex min-h-6 items-center">
                <bdi>{name}</bdi>
              </Link>
            </span>
          ),
        },
        { header: t("template"), cell: ({ template }) => states(`template.${template}`) },
        { header: t("number"), cell: ({ number }) => <RequestNumberText number={formatRequestNumber(number)} /> },
        {
          header: t("submittedAt"),
          cell: ({ submittedAt, ageing }) => (
            <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
              {formatDate(submittedAt, locale)}
              {ageing && <AgeTag ageing={ageing} inPlace={inPlace} />}
            </span>
          ),
        },
        { header: t("due"), cell: ({ expiresAt }) => <DueDate at={expiresAt} now={now} /> },
      ]}
    />
  );
}
