import { useTranslations } from "next-intl";
import type { OrderState } from "#platform/prisma/enums.ts";
import { StatusTag } from "#ui/status-tag.tsx";

const TONE = { WAITING: "warning", APPROVED: "success", DECLINED: "danger", EXPIRED: "neutral" } as const;

/** How an order stands, in words. */
export function OrderTag({ state }: { readonly state: OrderState }) {
  const t = useTranslations("orders.states");
  return <StatusTag tone={TONE[state]}>{t(state)}</StatusTag>;
}
