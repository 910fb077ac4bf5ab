import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { CertificateForStaff } from "#portal/all-certificates/open-for-staff.ts";
import { actOf } from "../../orders/_parts/act-of.ts";
import { OrderTag } from "../../orders/_parts/order-tag.tsx";

/** What the authority's staff have ordered about a certificate, the newest first. */
export function OrdersAbout({ orders }: { readonly orders: CertificateForStaff["orders"] }) {
  const t = useTranslations("allCertificates");
  const words = useTranslations("orders");
  const locale = useLocale();
  return (
    <section aria-labelledby="orders-title">
      <h2 id="orders-title" className="mb-3 text-xl">
        {t("orders")}
      </h2>
      {orders.length === 0 && <p className="text-soft">{t("noOrder")}</p>}
      <ul className="space-y-3">
        {orders.map(({ id, reason, state, signedAt }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
            <Link href={`/operator/orders/${id}`} className="link inline-flex min-h-6 items-center">
              {words(`act.${actOf(reason)}`)}, {formatDateTime(signedAt, locale)}
            </Link>
            <OrderTag state={state} />
          </li>
        ))}
      </ul>
    </section>
  );
}
