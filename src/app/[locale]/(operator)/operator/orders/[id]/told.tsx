import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { OpenedOrder } from "#portal/orders/open-order.ts";
import { Notice } from "#ui/notice.tsx";

const TONE = { WAITING: "info", APPROVED: "success", DECLINED: "danger", EXPIRED: "warning" } as const;

interface ToldProps {
  readonly of: OpenedOrder;
  /** This person's own word came too late. */
  readonly faster: boolean;
}

/** Why there is nothing to decide: whose turn it is, or who decided and when. */
export function Told({ of: { state, own, decidedBy, decidedAt }, faster }: ToldProps) {
  const t = useTranslations("orders.told");
  const locale = useLocale();
  const waits = own ? ("own" as const) : ("operator" as const);
  const told = state === "WAITING" ? waits : state;
  const values = { name: decidedBy ?? "", at: decidedAt === null ? "" : formatDateTime(decidedAt, locale) };
  return (
    <div className="space-y-4">
      {faster && (
        <Notice tone="warning" title={t("faster")} live>
          <p>{t("fasterText")}</p>
        </Notice>
      )}
      <Notice tone={TONE[state]} title={t(told)}>
        <p>
          <bdi>{t(`${told}Text`, values)}</bdi>
        </p>
      </Notice>
    </div>
  );
}
