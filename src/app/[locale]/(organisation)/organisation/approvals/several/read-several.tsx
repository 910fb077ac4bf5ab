"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "#i18n/navigation.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { StatusTag } from "#ui/status-tag.tsx";
import { Table } from "#ui/table.tsx";
import { type Verdict, VerdictForm } from "../[number]/verdict-form.tsx";
import type { ChosenRequest } from "./chosen-request.ts";

interface ReadSeveralProps {
  readonly requests: readonly ChosenRequest[];
  /** Those of them that can still be decided on. */
  readonly waiting: readonly ChosenRequest[];
  readonly verdict: Verdict | null;
  readonly busy: boolean;
  readonly onDecide: (verdict: Verdict) => void;
  /** How far the preparation is. */
  readonly children: ReactNode;
}

/** What each of the chosen requests asks for and how it differs, with the one decision beside them. */
export function ReadSeveral({ requests, waiting, verdict, busy, onDecide, children }: ReadSeveralProps) {
  const t = useTranslations("approvals");
  const gone = requests.length - waiting.length;
  if (waiting.length === 0) {
    return (
      <>
        <PageTitle>{t("several.title")}</PageTitle>
        <EmptyState title={t("several.none")}>{t("several.noneText")}</EmptyState>
      </>
    );
  }
  return (
    <>
      <PageTitle lead={t("several.lead")}>{t("several.heading", { count: waiting.length })}</PageTitle>
      {gone > 0 && (
        <div className="mb-6">
          <Notice>
            <p>{t("several.gone", { count: gone })}</p>
          </Notice>
        </div>
      )}
      <div className="grid gap-8 lg:grid-cols-[3fr_minmax(18rem,1fr)] lg:gap-12">
        <ChosenTable rows={waiting} />
        <VerdictForm verdict={verdict} busy={busy} count={waiting.length} onDecide={onDecide}>
          {children}
        </VerdictForm>
      </div>
    </>
  );
}

function ChosenTable({ rows }: { readonly rows: readonly ChosenRequest[] }) {
  const t = useTranslations("approvals");
  const states = useTranslations("states");
  return (
    <Table
      caption={t("several.caption")}
      captionHidden
      rows={rows}
      rowKey={({ facts }) => facts.number}
      columns={[
        {
          header: t("applicant"),
          cell: ({ facts }) => (
            <>
              <Link href={`/organisation/approvals/${facts.number}`} className="link inline-flex min-h-6 items-center">
                <bdi>{facts.name}</bdi>
              </Link>
              <span className="block font-normal text-sm text-soft">
                <RequestNumberText number={formatRequestNumber(facts.number)} />
              </span>
            </>
          ),
        },
        {
          header: t("template"),
          cell: ({ template, storage }) => (
            <>
              {states(`template.${template}`)}
              <span className="block text-sm text-soft">{states(`storage.${storage}`)}</span>
            </>
          ),
        },
        { header: t("submittedAt"), cell: ({ submitted }) => submitted },
        {
          header: t("several.differs"),
          cell: ({ differences, hints }) => (
            <>
              {differences.length === 0
                ? t("several.same")
                : differences.map((field) => t(`request.fields.${field}`)).join(", ")}
              {hints.map((hint) => (
                <span key={hint} className="mt-1 block">
                  <StatusTag tone="warning">{t(`hints.short.${hint}`)}</StatusTag>
                </span>
              ))}
            </>
          ),
        },
      ]}
    />
  );
}
