import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import { AloneNotice } from "#app/[locale]/_delegation/alone-notice.tsx";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { RequestCursor, RequestSearch, RequestTab } from "#portal/approvals/contract.ts";
import { type ApprovalPage, listWaiting } from "#portal/approvals/list-waiting.ts";
import { mayDecide, mayDelegate, mayManage } from "#portal/approvals/may-decide.ts";
import { countTabs } from "#portal/approvals/waiting-for.ts";
import { inWhosePlace } from "#portal/delegations/in-whose-place.ts";
import { isAlone } from "#portal/delegations/is-alone.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Pagination } from "#ui/pagination.tsx";
import { InPlaceNotice } from "../delegation/_parts/in-place-notice.tsx";
import { StaffLink } from "../staff-link.tsx";
import { ApprovalTabs } from "./approval-tabs.tsx";
import { ChooseSeveral } from "./choose-several.tsx";
import { DecidedTable } from "./decided-table.tsx";
import { ManagersOnly } from "./managers-only.tsx";
import { SearchForm } from "./search-form.tsx";
import { WaitingTable } from "./waiting-table.tsx";

interface ApprovalsPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approvals");
  return { title: t("title") };
}

/** The senior manager's lists: what waits for them, what goes on, what has ended, and all of it by number or name. */
export default async function ApprovalsPage({ searchParams }: ApprovalsPageProps) {
  const { context, actor } = await pageActor(await getLocale());
  if (!mayDecide(actor)) return <ManagersOnly />;
  const asked = await searchParams;
  const tab = RequestTab.parse(asked["tab"]);
  const { who } = RequestSearch.parse(asked);
  const t = await getTranslations("approvals");
  const [page, counts] = await Promise.all([
    listWaiting(context, actor, { tab, who, cursor: RequestCursor.parse(asked) }),
    countTabs(context, actor),
  ]);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-8">
        <PageTitle lead={t("lead", { organisation: actor.organisation ?? "" })}>{t("title")}</PageTitle>
        {mayManage(actor) && <ManagersLinks mayGive={mayDelegate(actor)} />}
      </div>
      {actor.decidesFor !== null && <InPlaceNotice rights={await inWhosePlace(context, actor)} />}
      {(await isAlone(context, actor)) && (
        <div className="mb-6">
          <AloneNotice link="/organisation/delegation" />
        </div>
      )}
      <ApprovalTabs current={tab} counts={counts} />
      <div className="mt-6">
        {tab === "search" && <SearchForm who={who} />}
        <Rows tab={tab} who={who} page={page} now={context.clock.now()} inPlace={actor.decidesFor !== null} />
      </div>
      <Pages tab={tab} who={who} previous={page.previous} next={page.next} />
    </>
  );
}

async function ManagersLinks({ mayGive }: { readonly mayGive: boolean }) {
  const t = await getTranslations();
  return (
    <div className="flex flex-wrap gap-x-3">
      <StaffLink />
      <ButtonLink variant="quiet" href="/organisation/confirmations" className="mb-6">
        {t("approvals.policy.link")}
      </ButtonLink>
      {mayGive && (
        <ButtonLink variant="quiet" href="/organisation/delegation" className="mb-6">
          {t("delegation.link")}
        </ButtonLink>
      )}
    </div>
  );
}

interface Shown {
  readonly tab: RequestTab;
  readonly who: string | undefined;
}

interface RowsProps extends Shown, Omit<ComponentProps<typeof WaitingTable>, "rows"> {
  readonly page: ApprovalPage;
}

async function Rows({ tab, who, page: { rows }, ...waiting }: RowsProps) {
  const t = await getTranslations("approvals");
  if (tab === "search" && who === undefined) return null;
  if (rows.length === 0) return <EmptyState title={t(`empty.${tab}`)}>{t(`empty.${tab}Text`)}</EmptyState>;
  if (tab !== "waiting") return <DecidedTable tab={tab} rows={rows} />;
  return (
    <ClientMessages namespaces={["approvals"]}>
      <ChooseSeveral key={rows[0]?.number}>
        <WaitingTable rows={rows} {...waiting} />
      </ChooseSeveral>
    </ClientMessages>
  );
}

async function Pages({ tab, who, previous, next }: Shown & Pick<ApprovalPage, "previous" | "next">) {
  if ((previous ?? next) === undefined) return null;
  const t = await getTranslations("approvals");
  const href = (cursor: RequestCursor) =>
    `/organisation/approvals?${new URLSearchParams({ tab, ...(who !== undefined && { who }), ...cursor })}`;
  return (
    <Pagination
      label={t("pages")}
      text={t(`order.${tab}`)}
      previous={previous === undefined ? undefined : { href: href({ before: previous }), text: t("previous") }}
      next={next === undefined ? undefined : { href: href({ after: next }), text: t("nextPage") }}
    />
  );
}
