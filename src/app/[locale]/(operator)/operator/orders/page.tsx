import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { Asked } from "#app/[locale]/_lists/short-address.ts";
import { pageActor } from "#http/page.ts";
import { OrdersAsked } from "#portal/orders/contract.ts";
import { listOrders } from "#portal/orders/list-orders.ts";
import { may } from "#portal/staff/roles.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Pagination } from "#ui/pagination.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { StaffOnly } from "../_parts/staff-only.tsx";
import { OrdersTable } from "./_parts/orders-table.tsx";

interface OrdersPageProps {
  readonly searchParams: Promise<Asked>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("orders");
  return { title: t("title") };
}

const hrefOf = (tab: OrdersAsked["tab"], after?: string) => {
  const query = new URLSearchParams({ ...(tab === "all" && { tab }), ...(after !== undefined && { after }) });
  return `/operator/orders${query.size > 0 ? `?${query}` : ""}`;
};

/** The authority's orders: those that wait for a second person, and all there ever were. */
export default async function OrdersPage({ searchParams }: OrdersPageProps) {
  const { context, actor } = await pageActor(await getLocale());
  if (!may(actor, "orderRevocation")) return <StaffOnly />;
  const asked = OrdersAsked.parse(await searchParams);
  const { tab } = asked;
  const t = await getTranslations("orders");
  const { orders, next } = await listOrders(context, actor, asked);
  return (
    <>
      <PageTitle lead={t("lead")}>{t("title")}</PageTitle>
      <Tabs
        label={t("tabs.label")}
        tabs={(["waiting", "all"] as const).map((one) => ({
          href: hrefOf(one),
          text: t(`tabs.${one}`),
          current: one === tab,
        }))}
      />
      <div className="mt-6">
        {orders.length === 0 ? (
          <EmptyState
            title={t(`none.${tab}`)}
            action={<ButtonLink href="/operator/certificates">{t("toSearch")}</ButtonLink>}
          >
            {t("noneText")}
          </EmptyState>
        ) : (
          <OrdersTable caption={t(`caption.${tab}`)} orders={orders} />
        )}
      </div>
      {next !== null && (
        <Pagination label={t("pages")} text={t(`here.${tab}`)} next={{ href: hrefOf(tab, next), text: t("next") }} />
      )}
    </>
  );
}
