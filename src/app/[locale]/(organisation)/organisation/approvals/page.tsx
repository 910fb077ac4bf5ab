import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { listWaiting, ROWS_PER_PAGE } from "#portal/approvals/list-waiting.ts";
import { mayDecide } from "#portal/approvals/may-decide.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Pagination } from "#ui/pagination.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { StaffLink } from "../staff-link.tsx";
import { DecidedTable } from "./decided-table.tsx";
import { ManagersOnly } from "./managers-only.tsx";
import { WaitingTable } from "./waiting-table.tsx";

interface ApprovalsPageProps {
  readonly searchParams: Promise<{ readonly tab?: string; readonly page?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals");
  return { title: t("title") };
}

/** The senior manager's list: what waits, the oldest first, and what is decided. */
export default async function ApprovalsPage({ searchParams }: ApprovalsPageProps) {
  const { context, actor } = await pageActor(await getLocale());
  if (!mayDecide(actor)) return <ManagersOnly />;
  const asked = await searchParams;
  const tab = asked.tab === "decided" ? "decided" : "waiting";
  const page = pageOf(asked.page);
  const t = await getTranslations("approvals");
  const [{ rows, total }, waiting] = await Promise.all([
    listWaiting(context, actor, { tab, page }),
    listWaiting(context, actor, { tab: "waiting", page: 1 }),
  ]);
  const Rows = tab === "waiting" ? WaitingTable : DecidedTable;
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-8">
        <PageTitle lead={t("lead", { organisation: actor.organisation ?? "" })}>{t("title")}</PageTitle>
        <StaffLink />
      </div>
      <Tabs
        label={t("tabs.label")}
        tabs={[
          {
            href: "/organisation/approvals",
            text: t("tabs.waiting"),
            count: waiting.total,
            current: tab === "waiting",
          },
          { href: "/organisation/approvals?tab=decided", text: t("tabs.decided"), current: tab === "decided" },
        ]}
      />
      <div className="mt-6">
        {rows.length === 0 ? (
          <EmptyState title={t(`empty.${tab}`)}>{t(`empty.${tab}Text`)}</EmptyState>
        ) : (
          <Rows rows={rows} now={context.clock.now()} />
        )}
      </div>
      {total > ROWS_PER_PAGE && <Pages tab={tab} page={page} pages={Math.ceil(total / ROWS_PER_PAGE)} />}
    </>
  );
}

interface PagesProps {
  readonly tab: "waiting" | "decided";
  readonly page: number;
  readonly pages: number;
}

async function Pages({ tab, page, pages }: PagesProps) {
  const t = await getTranslations("approvals");
  const href = (to: number) => `/organisation/approvals?tab=${tab}&page=${to}`;
  return (
    <Pagination
      label={t("pages")}
      text={t("page", { page, total: pages })}
      previous={page > 1 ? { href: href(page - 1), text: t("previous") } : undefined}
      next={page < pages ? { href: href(page + 1), text: t("nextPage") } : undefined}
    />
  );
}

function pageOf(asked: string | undefined): number {
  return /^[1-9]\d{0,3}$/.test(asked ?? "") ? Number(asked) : 1;
}
