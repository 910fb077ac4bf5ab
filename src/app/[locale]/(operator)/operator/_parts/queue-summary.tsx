import { getLocale, getTranslations } from "next-intl/server";
import type { Page } from "#http/page.ts";
import { formatDate } from "#i18n/dates.ts";
import { COUNTED_AT_MOST, type QueueDay, queueOverview } from "#portal/queue/overview.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { Table } from "#ui/table.tsx";
import { CountLinks } from "./count-links.tsx";
import { DaysChart } from "./days-chart.tsx";

/** How the queue stands, and how it went for thirty days. */
export async function QueueSummary({ context, actor }: Page) {
  const t = await getTranslations("queue.counts");
  const { waiting, overdue, beingIssued, days } = await queueOverview(context, actor);
  const counts = [
    { text: t("waiting"), count: waiting, href: "/operator/requests?state=SUBMITTED" },
    { text: t("overdue"), count: overdue, href: "/operator/requests?order=oldest&state=SUBMITTED" },
    { text: t("beingIssued"), count: beingIssued, href: "/operator/requests?state=CONFIRMED" },
  ];
  return (
    <>
      <section aria-labelledby="counts-title">
        <h2 id="counts-title" className="mb-3 text-xl">
          {t("heading")}
        </h2>
        <CountLinks counts={counts} most={COUNTED_AT_MOST} />
        <p className="mt-3 text-sm text-soft">{t("note")}</p>
      </section>
      <LastDays days={days} />
    </>
  );
}

/** As a picture and, for whoever reads figures, as a table. */
async function LastDays({ days }: { readonly days: readonly QueueDay[] }) {
  const locale = await getLocale();
  const t = await getTranslations("queue.days");
  const rows = days.map((day) => ({ ...day, filed: day.waiting + day.issued + day.ended })).toReversed();
  const total = rows.reduce((sum, { filed }) => sum + filed, 0);
  const figure = (name: "filed" | "waiting" | "issued" | "ended") => ({
    header: t(name),
    cell: (row: (typeof rows)[number]) => row[name].toLocaleString(locale),
  });
  return (
    <section aria-labelledby="days-title">
      <h2 id="days-title" className="text-xl">
        {t("heading")}
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-soft">{total === 0 ? t("none") : t("text")}</p>
      {total > 0 && (
        <>
          <DaysChart days={days} label={t("chart", { most: Math.max(...rows.map(({ filed }) => filed)), total })} />
          <Disclosure summary={t("table")}>
            <Table
              caption={t("heading")}
              captionHidden
              rows={rows}
              rowKey={({ day }) => day}
              columns={[
                { header: t("day"), cell: ({ day }) => formatDate(`${day}T12:00:00+05:00`, locale) },
                ...(["filed", "waiting", "issued", "ended"] as const).map(figure),
              ]}
            />
          </Disclosure>
        </>
      )}
    </section>
  );
}
