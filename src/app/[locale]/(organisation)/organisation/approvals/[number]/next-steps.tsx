import { useTranslations } from "next-intl";
import type { WaitingCount } from "#portal/approvals/waiting-for.ts";
import { ButtonLink } from "#ui/button-link.tsx";

/** The next request that waits, for whoever has many and little time. */
export interface NextWaiting {
  readonly number: string;
  readonly name: string;
  /** How many wait. */
  readonly left: WaitingCount;
}

/** From one request to the next that waits, or to all of them. */
export function NextSteps({ next }: { readonly next: NextWaiting | null }) {
  const t = useTranslations("approvals.done");
  return (
    <>
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
    </>
  );
}
