"use client";

import { useTranslations } from "next-intl";
import type { Capacity } from "#portal/first-keys/contract.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { PrintButton } from "#ui/print-button.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { SummaryList } from "#ui/summary-list.tsx";

interface FiledProps {
  readonly number: string;
  readonly mark: string;
  readonly capacity: Capacity;
}

/** The number to remember, the mark to compare, what to bring where, and what comes after. */
export function Filed({ number, mark, capacity }: FiledProps) {
  const t = useTranslations("firstKeys.filed");
  return (
    <div className="space-y-8">
      <PageTitle lead={t("lead")}>{t("heading")}</PageTitle>
      <SummaryList
        rows={[
          { term: t("number"), value: <RequestNumberText number={formatRequestNumber(number)} /> },
          { term: t("mark"), value: <span className="break-words font-mono">{mark}</span> },
        ]}
      />
      <p className="max-w-prose text-sm text-soft">{t("markHint")}</p>
      <section aria-labelledby="bring">
        <h2 id="bring" className="mb-3 text-xl">
          {t("bring")}
        </h2>
        <ul className="max-w-prose list-disc space-y-2 ps-6">
          <li>{t("bringDocument")}</li>
          {capacity === "FIRST_HEAD" && <li>{t("bringAppointment")}</li>}
          <li>{t("bringNumber")}</li>
        </ul>
        <p className="mt-4 max-w-prose">{t(capacity === "FIRST_HEAD" ? "whereHead" : "where")}</p>
      </section>
      <Notice title={t("keepTitle")}>
        <p>{t("keep")}</p>
      </Notice>
      <div className="no-print flex flex-wrap gap-3">
        <ButtonLink href={`/track/${number}`}>{t("track")}</ButtonLink>
        <PrintButton label={t("print")} />
      </div>
    </div>
  );
}
