import { useTranslations } from "next-intl";
import type { Ageing } from "#portal/approvals/ageing.ts";
import { StatusTag } from "#ui/status-tag.tsx";

const TONE = { IN_TIME: "neutral", DUE: "warning", OVERDUE: "danger" } as const;

/** How long a request has waited: always in words, and the colour only repeats them. */
export function AgeTag({ ageing: { label, workingDays } }: { readonly ageing: Ageing }) {
  const t = useTranslations("approvals.ageing");
  return <StatusTag tone={TONE[label]}>{t(label, { days: workingDays })}</StatusTag>;
}
