"use client";

import { useTranslations } from "next-intl";
import { useTitleFocus } from "#app/[locale]/(account)/account/_journey/use-title-focus.ts";
import type { DecisionOutcome } from "#browser/ceremonies/several-decisions.ts";
import { Link } from "#i18n/navigation.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Table } from "#ui/table.tsx";
import type { ChosenRequest } from "./chosen-request.ts";
import { RowResult } from "./row-result.tsx";

interface ResultsProps {
  readonly verdict: "CONFIRM" | "REFUSE";
  readonly outcomes: readonly DecisionOutcome[];
  /** As they stand now. */
  readonly requests: readonly ChosenRequest[];
  /** Goes on with what waits still. */
  readonly onAgain: () => void;
}

/** What became of each decision, what failed first, and the way on with what is left. */
export function Results({ verdict, outcomes, requests, onAgain }: ResultsProps) {
  const t = useTranslations("approvals");
  useTitleFocus();
  const kept = outcomes.filter(({ outcome }) => outcome === "KEPT").length;
  const all = kept === outcomes.length;
  const left = requests.filter(({ waits }) => waits).length;
  const inOrder = outcomes.toSorted((one, other) => Number(one.outcome === "KEPT") - Number(other.outcome === "KEPT"));
  const requestOf = ({ number }: DecisionOutcome) => requests.find(({ facts }) => facts.number === number);
  return (
    <div className="space-y-6">
      <PageTitle>{t(`several.result.${verdict}`, { kept })}</PageTitle>
      <Notice tone={all ? "success" : "warning"} live>
        <p>{all ? t(`several.result.all${verdict}`) : t("several.result.some", { count: outcomes.length - kept })}</p>
      </Notice>
      <Table
        caption={t("several.result.caption")}
        captionHidden
        rows={inOrder}
        rowKey={({ number }) => number}
        columns={[
          {
            header: t("applicant"),
            cell: (outcome) => (
              <Link
                href={`/organisation/approvals/${outcome.number}`}
                className="link inline-flex min-h-6 items-center"
              >
                <bdi>{requestOf(outcome)?.facts.name ?? formatRequestNumber(outcome.number)}</bdi>
              </Link>
            ),
          },
          {
            header: t("several.result.header"),
            cell: (outcome) => <RowResult of={outcome} verdict={verdict} request={requestOf(outcome)} />,
          },
          { header: t("number"), cell: ({ number }) => <RequestNumberText number={formatRequestNumber(number)} /> },
        ]}
      />
      <div className="flex flex-wrap items-center gap-3">
        {left > 0 && <Button onClick={onAgain}>{t("several.result.again", { count: left })}</Button>}
        <ButtonLink variant={left > 0 ? "quiet" : "primary"} href="/organisation/approvals">
          {t("done.all")}
        </ButtonLink>
      </div>
    </div>
  );
}
