import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { ForDecision } from "#portal/approvals/open.ts";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { NextSteps, type NextWaiting } from "./next-steps.tsx";

interface SomebodyFasterProps {
  /** Whose request it is. */
  readonly applicant: string;
  readonly decided: NonNullable<ForDecision["decided"]>;
  readonly next: NextWaiting | null;
}

/** While this manager read or signed, somebody else decided: who, when and how, and the next request that waits. */
export function SomebodyFaster({ applicant, decided, next }: SomebodyFasterProps) {
  const { verdict, by, at, reason } = decided;
  const t = useTranslations("approvals");
  const locale = useLocale();
  const values = { name: by, at: formatDateTime(at, locale) };
  return (
    <div className="mx-auto max-w-journey space-y-6">
      <PageTitle above={<bdi>{applicant}</bdi>}>{t("faster.heading")}</PageTitle>
      <Notice tone="warning" live>
        <p>
          <bdi>{t(verdict === "CONFIRM" ? "decided.confirmed" : "decided.refused", values)}</bdi>
        </p>
        {reason !== undefined && (
          <p>
            {t("decided.reason")}: <bdi>{reason}</bdi>
          </p>
        )}
        <p>{t("faster.text")}</p>
      </Notice>
      <NextSteps next={next} />
    </div>
  );
}
