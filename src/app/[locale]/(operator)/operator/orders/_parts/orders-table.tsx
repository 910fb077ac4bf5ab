import { useLocale, useTranslations } from "next-intl";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { listOrders } from "#portal/orders/list-orders.ts";
import { type Column, Table } from "#ui/table.tsx";
import { actOf } from "./act-of.ts";
import { OrderTag } from "./order-tag.tsx";

type Row = Awaited<ReturnType<typeof listOrders>>["orders"][number];

/** Orders of the authority, each with a way to its page. */
export function OrdersTable({ caption, orders }: { readonly caption: string; readonly orders: readonly Row[] }) {
  const t = useTranslations("orders");
  const locale = useLocale();
  const columns: readonly Column<Row>[] = [
    { header: t("order"), cell: (row) => <What of={row} /> },
    {
      header: t("paper"),
      cell: ({ documentNumber, documentDate }) => (
        <bdi>
          {t("paperOf", { number: documentNumber, date: formatDate(`${documentDate}T12:00:00+05:00`, locale) })}
        </bdi>
      ),
    },
    {
      header: t("signed"),
      cell: ({ signedBy, signedAt, own }) => (
        <>
          <bdi>{signedBy}</bdi>
          {own && ` (${t("own")})`}
          <span className="block text-sm text-soft">{formatDateTime(signedAt, locale)}</span>
        </>
      ),
    },
    {
      header: t("state"),
      cell: ({ state, expiresAt, decidedBy, decidedAt }) => (
        <>
          <OrderTag state={state} />
          <span className="mt-1 block text-sm text-soft">
            {state === "WAITING" && t("waitsUntil", { at: formatDateTime(expiresAt, locale) })}
            {decidedBy && decidedAt && (
              <bdi>{t("decidedBy", { name: decidedBy, at: formatDateTime(decidedAt, locale) })}</bdi>
            )}
          </span>
        </>
      ),
    },
  ];
  return <Table caption={caption} captionHidden rows={orders} rowKey={({ id }) => id} columns={columns} />;
}

function What({ of: { id, reason, certificates } }: { readonly of: Row }) {
  const t = useTranslations("orders");
  const states = useTranslations("states.revocationReason");
  const act = actOf(reason);
  return (
    <>
      <Link href={`/operator/orders/${id}`} className="link inline-flex min-h-6 items-center">
        {t(`act.${act}`)}
      </Link>
      <span className="block font-normal text-sm text-soft">
        {reason && act === "revoke" && `${states(reason)}. `}
        {t("count", { count: certificates })}
      </span>
    </>
  );
}
