import { useTranslations } from "next-intl";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { NextSteps, type NextWaiting } from "./next-steps.tsx";

interface DecidedProps {
  readonly applicant: string;
  readonly confirmed: boolean;
  readonly next: NextWaiting | null;
}

/** The result of a decision, and the next request that waits. */
export function Decided({ applicant, confirmed, next }: DecidedProps) {
  const t = useTranslations("approvals.done");
  return (
    <div className="mx-auto max-w-journey space-y-6">
      <PageTitle>{t(confirmed ? "confirmed" : "refused")}</PageTitle>
      <Notice tone="success" live>
        <p>{t(confirmed ? "confirmedText" : "refusedText", { name: applicant })}</p>
      </Notice>
      <NextSteps next={next} />
    </div>
  );
}
