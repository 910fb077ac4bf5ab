import { useLocale, useTranslations } from "next-intl";
import { formatDate, formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { OpenedOrder } from "#portal/orders/open-order.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { Serial } from "#ui/serial.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { RevealIin } from "../../_parts/reveal-iin.tsx";
import { actOf } from "../_parts/act-of.ts";
import { OrderTag } from "../_parts/order-tag.tsx";

/** What is ordered, on the ground of what, who signed it, and about whose certificates. */
export function OrderFacts({ of: order }: { readonly of: OpenedOrder }) {
  const t = useTranslations("orders");
  const reasons = useTranslations("states.revocationReason");
  const locale = useLocale();
  const { reason, documentNumber, documentDate, decidedBy, decidedAt, declinedFor, state } = order;
  const act = actOf(reason);
  const signed = { name: order.signedBy, at: formatDateTime(order.signedAt, locale) };
  return (
    <div className="min-w-0 space-y-8">
      <div>
        <PageTitle above={t("order")}>{t(`act.${act}`)}</PageTitle>
        <SummaryList
          rows={[
            { term: t("state"), value: <OrderTag state={state} /> },
            ...(reason && act === "revoke" ? [{ term: t("reason"), value: reasons(reason) }] : []),
            {
              term: t("paper"),
              value: (
                <bdi>
                  {t("paperOf", {
                    number: documentNumber,
                    date: formatDate(`${documentDate}T12:00:00+05:00`, locale),
                  })}
                </bdi>
              ),
            },
            { term: t("signedBy"), value: <bdi>{t("decidedBy", signed)}</bdi> },
            ...(state === "WAITING" ? [{ term: t("expires"), value: formatDateTime(order.expiresAt, locale) }] : []),
            ...(decidedBy && decidedAt
              ? [
                  {
                    term: t("decided"),
                    value: <bdi>{t("decidedBy", { name: decidedBy, at: formatDateTime(decidedAt, locale) })}</bdi>,
                  },
                ]
              : []),
            ...(declinedFor === null ? [] : [{ term: t("declinedFor"), value: <bdi>{declinedFor}</bdi> }]),
          ]}
        />
      </div>
      <Certificates of={order.certificates} />
    </div>
  );
}

function Certificates({ of: certificates }: { readonly of: OpenedOrder["certificates"] }) {
  const t = useTranslations("orders");
  const states = useTranslations("states");
  return (
    <section aria-labelledby="certificates-title">
      <h2 id="certificates-title" className="mb-3 text-xl">
        {t("certificates")}
      </h2>
      <ul className="border-line border-t">
        {certificates.map(({ serial, slot, name, iin, organisation, revocationReason }) => (
          <li key={serial} className="border-line border-b py-3">
            <p className="font-medium">
              <bdi>{[name, organisation].filter(Boolean).join(", ")}</bdi>
            </p>
            <RevealIin by={{ certificate: serial }} end={iin.slice(-4)} />
            <p>
              <Link href={`/operator/certificates/${serial}`} className="link inline-flex min-h-6 items-center">
                {states(`slot.${slot}`)}
              </Link>
              , {t("now")}: {revocationReason ? states(`revocationReason.${revocationReason}`) : t("inForce")}
            </p>
            <p className="text-soft">
              <Serial value={serial} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
