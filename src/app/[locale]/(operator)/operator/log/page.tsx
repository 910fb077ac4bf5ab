import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { type Asked, shortenAddress } from "#app/[locale]/_lists/short-address.ts";
import { pageActor } from "#http/page.ts";
import { LogCursor, LogFilter } from "#portal/audit/search/contract.ts";
import { searchLog } from "#portal/audit/search/search-log.ts";
import { may } from "#portal/staff/roles.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { buttonLook } from "#ui/button-look.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Pagination } from "#ui/pagination.tsx";
import { StaffOnly } from "../_parts/staff-only.tsx";
import { LogFilterForm } from "./log-filter-form.tsx";
import { LogTable } from "./log-table.tsx";

interface LogPageProps {
  readonly searchParams: Promise<Asked>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("log");
  return { title: t("title") };
}

/** The log of all that was done, for auditors: to be searched, taken along as a file, and checked offline. */
export default async function LogPage({ searchParams }: LogPageProps) {
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  if (!may(actor, "readLog")) return <StaffOnly />;
  const asked = await searchParams;
  const filter = LogFilter.parse(asked);
  const { before } = LogCursor.parse(asked);
  const query = filterQuery(filter);
  shortenAddress(asked, query, `/${locale}/operator/log`);
  const t = await getTranslations("log");
  const { rows, older } = await searchLog(context, actor, { filter, before });
  const href = (more: Readonly<Record<string, string>>) =>
    `/operator/log?${new URLSearchParams({ ...Object.fromEntries(query), ...more })}`;
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <LogFilterForm key={query.toString()} filter={filter} />
      {rows.length === 0 ? <EmptyState title={t("none")}>{t("noneText")}</EmptyState> : <LogTable rows={rows} />}
      {(before ?? older) !== undefined && (
        <Pagination
          label={t("pages")}
          text={t("here")}
          previous={before === undefined ? undefined : { href: href({}), text: t("newest") }}
          next={older === undefined ? undefined : { href: href({ before: older }), text: t("older") }}
        />
      )}
      <section aria-labelledby="check-title" className="no-print mt-10 max-w-prose space-y-3">
        <h2 id="check-title" className="text-xl">
          {t("check.heading")}
        </h2>
        <p>{t("check.text")}</p>
        <p>
          <code className="font-mono">npm run audit -- verify</code>
        </p>
        <p>
          <a href={`/api/operator/log?${query}`} download className={buttonLook("secondary")}>
            {t("csv")}
          </a>
        </p>
      </section>
    </>
  );
}
