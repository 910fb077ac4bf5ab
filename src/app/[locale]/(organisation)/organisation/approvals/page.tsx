import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { RequestCursor } from "#portal/approvals/contract.ts";
import { type ApprovalPage, listWaiting } from "#portal/approvals/list-waiting.ts";
import { mayDecide } from "#portal/approvals/may-decide.ts";
import { waitingFor } from "#portal/approvals/waiting-for.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Pagination } from "#ui/pagination.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { StaffLink } from "../staff-link.tsx";
import { ChooseSeveral } from "./choose-several.tsx";
import { DecidedTable } from "./decided-table.tsx";
import { ManagersOnly } from "./managers-only.tsx";
import { WaitingTable } from "./waiting-table.tsx";

interface ApprovalsPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
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
  const tab = asked["tab"] === "decided" ? "decided" : "waiting";
  const t = await getTranslations("approvals");
  const [page, waiting] = await Promise.all([
    listWaiting(context, actor, { tab, cursor: RequestCursor.parse(asked) }),
    waitingFor(context, actor),
  ]);
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
            count: waiting ? `${waiting.count}${waiting.more ? "+" : ""}` : undefined,
            current: tab === "waiting",
          },
          { href: "/organisation/approvals?tab=decided", text: t("tabs.decided"), current: tab === "decided" },
        ]}
      />
      <div className="mt-6">
        {page.rows.length === 0 ? (
          <EmptyState title={t(`empty.${tab}`)}>{t(`empty.${tab}Text`)}</EmptyState>
        ) : tab === "waiting" ? (
          <ClientMessages namespaces={["approvals"]}>
            <ChooseSeveral key={page.rows[0]?.number}>
              <WaitingTable rows={page.rows} now={context.clock.now()} />
            </ChooseSeveral>
          </ClientMessages>
        ) : (
          <DecidedTable rows={page.rows} />
        )}
      </div>
      <Pages tab={tab} previous={page.previous} next={page.next} />
    </>
  );
}

interface PagesProps extends Pick<ApprovalPage, "previous" | "next"> {
  readonly tab: "waiting" | "decided";
}

async function Pages({ tab, previous, next }: PagesProps) {
  if ((previous ?? next) === undefined) return null;
  const t = await getTranslations("approvals");
  const href = (query: RequestCursor) => `/organisation/approvals?${new URLSearchParams({ tab, ...query })}`;
  return (
    <Pagination
      label={t("pages")}
      text={t(`order.${tab}`)}
      previous={previous === undefined ? undefined : { href: href({ before: previous }), text: t("previous") }}
      next={next === undefined ? undefined : { href: href({ after: next }), text: t("nextPage") }}
    />
  );
}
