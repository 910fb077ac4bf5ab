import { useTranslations } from "next-intl";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { NextSteps, type NextWaiting } from "./next-steps.tsx";

interface DecidedProps {
  readonly applicant: string;
  /** `given` is a confirmation that others have to give too. */
  readonly outcome: "confirmed" | "refused" | "given";
  readonly next: NextWaiting | null;
}

/** The result of a decision, and the next request that waits. */
export function Decided({ applicant, outcome, next }: DecidedProps) {
  const t = useTranslations("approvals.done");
  return (
    <div className="mx-auto max-w-journey space-y-6">
      <PageTitle>{t(outcome)}</PageTitle>
      <Notice tone="success" live>
        <p>{t(`${outcome}Text`, { name: applicant })}</p>
      </Notice>
      <NextSteps next={next} />
    </div>
  );
}
