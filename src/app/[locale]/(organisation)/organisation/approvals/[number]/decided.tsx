import { useTranslations } from "next-intl";
import type { WaitingCount } from "#portal/approvals/waiting-for.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

/** The next request that waits, for whoever has many and little time. */
export interface NextWaiting {
  readonly number: string;
  readonly name: string;
  /** How many wait. */
  readonly left: WaitingCount;
}

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
      <p>{next ? t("left", { count: next.left.count, more: String(next.left.more) }) : t("none")}</p>
      <div className="flex flex-wrap items-center gap-3">
        {next && (
          <ButtonLink href={`/organisation/approvals/${next.number}`}>
            {t("nextWaiting", { name: next.name })}
          </ButtonLink>
        )}
        <ButtonLink variant={next ? "quiet" : "primary"} href="/organisation/approvals">
          {t("all")}
        </ButtonLink>
      </div>
    </div>
  );
}
