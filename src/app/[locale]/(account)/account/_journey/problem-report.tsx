"use client";

import { useMessages, useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { errorKey } from "#app/[locale]/_steps/error-key.ts";
import { usePathname } from "#i18n/navigation.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { ErrorSummary, type SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import type { Stopped } from "./use-act.ts";

interface ProblemReportProps {
  /** What the fields of the form want mended; the same array until it changes. */
  readonly errors?: readonly SummaryError[];
  readonly stopped: Stopped | null;
}

const NONE: readonly SummaryError[] = [];

/** Why a form did not go on, above its title: fields to mend, a refusal, or the end of the session with the way back. */
export function ProblemReport({ errors = NONE, stopped }: ProblemReportProps) {
  const t = useTranslations();
  const { errors: sentences } = useMessages();
  const told = useMemo(
    () => (stopped ? [...errors, { text: t(`errors.${errorKey(sentences, stopped.code)}`) }] : errors),
    [errors, stopped, sentences, t],
  );
  if (stopped?.code === "SIGNED_OUT") return <SessionEnded />;
  return <ErrorSummary title={t("common.problem")} titlePrefix={t("common.errorPrefix")} errors={told} />;
}

/** In another tab, because this one holds what was entered and the keys that were made. */
function SessionEnded() {
  const t = useTranslations("account.session");
  const back = usePathname();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="mb-8">
      <Notice tone="warning" title={t("title")} live>
        <p>{t("text")}</p>
        <ButtonLink href={{ pathname: "/sign-in", query: { next: back } }} target="_blank">
          {t("action")}
        </ButtonLink>
      </Notice>
    </div>
  );
}
