import { useLocale, useTranslations } from "next-intl";
import { AgeTag } from "#app/[locale]/(organisation)/organisation/approvals/age-tag.tsx";
import { formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { ClaimView } from "#portal/queue/claim-view.ts";
import type { QueueRow } from "#portal/queue/queue-row.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { type Column, Table } from "#ui/table.tsx";

/** Requests with a box to choose each, in a form that acts on those that are chosen. */
export function QueueTable({ rows }: { readonly rows: readonly QueueRow[] }) {
  const t = useTranslations("queue");
  const states = useTranslations("states");
  const locale = useLocale();
  const columns: readonly Column<QueueRow>[] = [
    { header: t("request"), cell: ({ number }) => <Chosen number={number} /> },
    {
      header: t("applicant"),
      cell: ({ name, iinEnd, organisation, template }) => (
        <>
          <bdi>{name}</bdi>
          <span className="block text-sm text-soft">
            {t("iinEnd", { digits: iinEnd })}.{" "}
            <bdi>{[states(`template.${template}`), organisation].filter(Boolean).join(", ")}</bdi>
          </span>
        </>
      ),
    },
    {
      header: t("stateColumn"),
      cell: ({ state, ageing }) => (
        <>
          {states(`request.${state}.label`)}
          {ageing && (
            <span className="mt-1 block">
              <AgeTag ageing={ageing} />
            </span>
          )}
        </>
      ),
    },
    { header: t("filed"), cell: ({ submittedAt }) => formatDateTime(submittedAt, locale) },
    { header: t("claim"), cell: ({ claim }) => <TakenBy claim={claim} /> },
  ];
  return <Table caption={t("caption")} captionHidden rows={rows} rowKey={({ number }) => number} columns={columns} />;
}

function Chosen({ number }: { readonly number: string }) {
  const t = useTranslations("queue");
  const shown = formatRequestNumber(number);
  return (
    <span className="flex items-start gap-3">
      <label className="-m-2.5 p-2.5">
        <span className="sr-only">{t("choose", { number: shown })}</span>
        <input type="checkbox" name="number" value={number} className="mt-0.5 block size-6 rounded-sm accent-accent" />
      </label>
      <Link href={`/operator/requests/${number}`} className="link inline-flex min-h-6 items-center">
        <RequestNumberText number={shown} />
      </Link>
    </span>
  );
}

/** Who looks at a request, and since when. */
export function TakenBy({ claim }: { readonly claim: ClaimView | undefined }) {
  const t = useTranslations("queue");
  const locale = useLocale();
  if (!claim) return <span className="text-soft">{t("nobody")}</span>;
  return (
    <>
      {claim.mine ? t("you") : <bdi>{claim.name}</bdi>}
      <span className="block text-sm text-soft">{t("since", { time: formatDateTime(claim.at, locale) })}</span>
    </>
  );
}
