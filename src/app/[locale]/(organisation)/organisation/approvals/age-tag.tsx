import { useTranslations } from "next-intl";
import type { Ageing } from "#portal/approvals/ageing.ts";
import { StatusTag } from "#ui/status-tag.tsx";

const TONE = { IN_TIME: "neutral", DUE: "warning", OVERDUE: "danger" } as const;

interface AgeTagProps {
  readonly ageing: Ageing;
  /** Of somebody who decides in a first head's place: what that one has let wait too long is theirs now. */
  readonly inPlace?: boolean;
}

/** How long a request has waited: always in words, and the colour only repeats them. */
export function AgeTag({ ageing: { label, workingDays }, inPlace = false }: AgeTagProps) {
  const t = useTranslations("approvals.ageing");
  const said = inPlace && label === "OVERDUE" ? "ESCALATED" : label;
  return <StatusTag tone={TONE[label]}>{t(said, { days: workingDays })}</StatusTag>;
}
