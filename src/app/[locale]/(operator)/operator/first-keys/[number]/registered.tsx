"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { FactsOnPage } from "#browser/ceremonies/vouch.ts";
import { webPrimitives } from "#browser/web-primitives.ts";
import { keyMark } from "#pki/key-mark.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { PrintButton } from "#ui/print-button.tsx";
import { Progress } from "#ui/progress.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import type { Applicant } from "./use-applicant.ts";

interface RegisteredProps {
  readonly applicant: Applicant;
  readonly facts: FactsOnPage;
}

/** The state registers' answer, to be laid beside the identity document; and the mark of the keys, beside the person's own. */
export function Registered({ applicant: { state, found, again }, facts }: RegisteredProps) {
  const t = useTranslations("centre.check");
  const mark = useMark(facts);
  if (state === "ASKING") return <Progress>{t("asking")}</Progress>;
  if (!found) {
    return (
      <Notice tone="warning" title={t(state === "NOT_FOUND" ? "notFound" : "silent")} live>
        <Button variant="secondary" onClick={again}>
          {t("again")}
        </Button>
      </Notice>
    );
  }
  return (
    <div className="space-y-4">
      <SummaryList
        rows={[
          { term: t("name"), value: <bdi className="font-semibold">{found.name}</bdi> },
          { term: t("iin"), value: <span className="figures">{found.iin}</span> },
          ...(found.organisation ? [{ term: t("organisation"), value: <bdi>{found.organisation}</bdi> }] : []),
          { term: t("mark"), value: <span className="font-mono">{mark}</span> },
        ]}
      />
      <p className="no-print max-w-prose text-sm text-soft">{t("markHint")}</p>
      <div className="hidden space-y-12 pt-6 print:block">
        <p>{t("asks")}</p>
        <p className="flex gap-8">
          <span>{t("signature")}</span>
          <span>{t("date")}</span>
        </p>
      </div>
      <div className="no-print">
        <PrintButton label={t("print")} />
      </div>
    </div>
  );
}

/** Of the very hashes that will be signed: made here, so that it is this browser's word and not the server's. */
function useMark({ authKey, signKey }: FactsOnPage): string {
  const [mark, setMark] = useState("");
  useEffect(() => {
    let wanted = true;
    keyMark(webPrimitives, { authKey, signKey }).then(
      (made) => wanted && setMark(made),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [authKey, signKey]);
  return mark;
}
