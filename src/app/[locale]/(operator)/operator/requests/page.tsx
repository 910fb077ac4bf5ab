import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { type Asked, shortenAddress } from "#app/[locale]/_lists/short-address.ts";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { QueueCursor, QueueFilter } from "#portal/queue/contract.ts";
import { listQueue } from "#portal/queue/list-queue.ts";
import { ownViews } from "#portal/queue/views.ts";
import { may } from "#portal/staff/roles.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { ListPages } from "../_parts/list-pages.tsx";
import { StaffOnly } from "../_parts/staff-only.tsx";
import { ActOnChosen } from "./_parts/act-on-chosen.tsx";
import { QueueAsFile } from "./_parts/queue-as-file.tsx";
import { QueueFilterForm } from "./_parts/queue-filter-form.tsx";
import { QueueTable } from "./_parts/queue-table.tsx";
import { SavedViews } from "./_parts/saved-views.tsx";

interface QueuePageProps {
  readonly searchParams: Promise<Asked>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("queue");
  return { title: t("title") };
}

/** All requests of the country: chosen, sorted and paged by the address. */
export default async function RequestsPage({ searchParams }: QueuePageProps) {
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  if (!may(actor, "seeRequests")) return <StaffOnly />;
  const asked = await searchParams;
  const filter = QueueFilter.parse(asked);
  const query = filterQuery(filter);
  shortenAddress(asked, query, `/${locale}/operator/requests`);
  const t = await getTranslations("queue");
  const [page, views] = await Promise.all([
    listQueue(context, actor, { filter, cursor: QueueCursor.parse(asked) }),
    ownViews(context, actor),
  ]);
  return (
    <ClientMessages namespaces={["account", "queue"]}>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <SavedViews views={views} query={query.toString()} />
      <QueueFilterForm key={query.toString()} filter={filter} />
      {page.rows.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      ) : (
        <ActOnChosen>
          <QueueTable rows={page.rows} />
        </ActOnChosen>
      )}
      <ListPages path="/operator/requests" query={query} page={page} label={t("pages")} text={t("here")} />
      {page.rows.length > 0 && <QueueAsFile filter={filter} />}
    </ClientMessages>
  );
}
