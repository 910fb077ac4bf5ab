"use client";

import { useMessages, useTranslations } from "next-intl";
import { errorKey } from "#app/[locale]/_steps/error-key.ts";
import { RequestTag } from "#app/[locale]/(account)/account/_parts/request-tag.tsx";
import type { DecisionOutcome } from "#browser/ceremonies/several-decisions.ts";
import { StatusTag } from "#ui/status-tag.tsx";
import type { ChosenRequest } from "./chosen-request.ts";

interface RowResultProps {
  readonly of: DecisionOutcome;
  readonly verdict: "CONFIRM" | "REFUSE";
  /** As it stands now. */
  readonly request: ChosenRequest | undefined;
}

/** A word on one decision, and where it was not kept who was faster, or why not. */
export function RowResult({ of: result, verdict, request }: RowResultProps) {
  const t = useTranslations("approvals");
  if (result.outcome === "KEPT") {
    const othersToo = verdict === "CONFIRM" && request?.decided !== undefined && request.state === "SUBMITTED";
    return <StatusTag tone="success">{t(othersToo ? "done.given" : `several.result.kept${verdict}`)}</StatusTag>;
  }
  if (result.outcome === "NOT_SENT") return <StatusTag tone="neutral">{t("several.result.notSent")}</StatusTag>;
  if (result.code === "REQUEST_NOT_WAITING" || result.code === "REQUEST_EXPIRED") {
    return <NoLongerWaiting request={request} />;
  }
  return (
    <>
      <StatusTag tone="danger">{t("several.result.failed")}</StatusTag>
      <span className="mt-1 block text-sm">
        <Sentence code={result.code} />
      </span>
    </>
  );
}

function NoLongerWaiting({ request }: Pick<RowResultProps, "request">) {
  const t = useTranslations("approvals");
  if (!request?.decided) {
    return request && !request.waits ? (
      <RequestTag state={request.state} />
    ) : (
      <StatusTag tone="warning">{t("closed.heading")}</StatusTag>
    );
  }
  const { verdict, by, at } = request.decided;
  return (
    <>
      <StatusTag tone="warning">{t("faster.label")}</StatusTag>
      <span className="mt-1 block text-sm">
        <bdi>{t(verdict === "CONFIRM" ? "decided.confirmed" : "decided.refused", { name: by, at })}</bdi>
      </span>
    </>
  );
}

/** A document that differs from what the server builds is one about a request that has changed. */
function Sentence({ code }: { readonly code: string }) {
  const t = useTranslations("errors");
  const { errors } = useMessages();
  return t(errorKey(errors, code === "SIGNATURE_REFUSED" ? "REQUEST_CHANGED" : code));
}
