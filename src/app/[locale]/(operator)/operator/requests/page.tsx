import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { type Asked, shortenAddress } from "#app/[locale]/_lists/short-address.ts";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { QueueCursor, QueueFilter } from "#portal/queue/contract.ts";
import { listQueue, type QueuePage } from "#portal/queue/list-queue.ts";
import { ownViews } from "#portal/queue/views.ts";
import { may } from "#portal/staff/roles.ts";
import { filterQuery } from "#portal/wire/filter.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Pagination } from "#ui/pagination.tsx";
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
  shortenAddress(asked, filterQuery(filter), `/${locale}/operator/requests`);
  const query = filterQuery(filter).toString();
  const t = await getTranslations("queue");
  const [page, views] = await Promise.all([
    listQueue(context, actor, { filter, cursor: QueueCursor.parse(asked) }),
    ownViews(context, actor),
  ]);
  return (
    <ClientMessages namespaces={["account", "queue"]}>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <SavedViews views={views} query={query} />
      <QueueFilterForm key={query} filter={filter} />
      {page.rows.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      ) : (
        <ActOnChosen numbers={page.rows.map(({ number }) => number)}>
          <QueueTable rows={page.rows} />
        </ActOnChosen>
      )}
      <Pages filter={filter} previous={page.previous} next={page.next} />
      {page.rows.length > 0 && <QueueAsFile filter={filter} />}
    </ClientMessages>
  );
}

interface PagesProps extends Pick<QueuePage, "previous" | "next"> {
  readonly filter: QueueFilter;
}

async function Pages({ filter, previous, next }: PagesProps) {
  if ((previous ?? next) === undefined) return null;
  const t = await getTranslations("queue");
  const link = (name: keyof QueueCursor, place: string | undefined, text: string) => {
    if (place === undefined) return undefined;
    const query = filterQuery(filter);
    query.set(name, place);
    return { href: `/operator/requests?${query}`, text };
  };
  return (
    <Pagination
      label={t("pages")}
      text={t("here")}
      previous={link("before", previous, t("previous"))}
      next={link("after", next, t("next"))}
    />
  );
}
