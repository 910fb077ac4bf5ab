import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RequestTag } from "#app/[locale]/(account)/account/_parts/request-tag.tsx";
import { formatDateTime } from "#i18n/dates.ts";
import type { ForDecision } from "#portal/approvals/open.ts";
import { Notice } from "#ui/notice.tsx";

interface AlreadyDecidedProps {
  readonly request: ForDecision;
  /** The facts of the request, as for deciding. */
  readonly children: ReactNode;
}

/** A request that waits for no decision of this manager: who decided it and when, or why it is not theirs to decide. */
export function AlreadyDecided({ request: { own, decided, state }, children }: AlreadyDecidedProps) {
  const t = useTranslations("approvals");
  const locale = useLocale();
  const values = decided && { name: decided.by, at: formatDateTime(decided.at, locale) };
  const title = decided
    ? state === "SUBMITTED"
      ? "done.given"
      : "decided.heading"
    : own
      ? "own.heading"
      : "closed.heading";
  return (
    <div className="max-w-journey">
      <div className="mb-8">
        <Notice tone={decided?.verdict === "REFUSE" ? "danger" : "info"} title={t(title)}>
          {decided && values && (
            <p>{t(decided.verdict === "CONFIRM" ? "decided.confirmed" : "decided.refused", values)}</p>
          )}
          {decided?.reason && (
            <p>
              {t("decided.reason")}: <bdi>{decided.reason}</bdi>
            </p>
          )}
          {own && <p>{t("own.text")}</p>}
          <p>
            {t("decided.state")}: <RequestTag state={state} />
          </p>
        </Notice>
      </div>
      {children}
    </div>
  );
}
