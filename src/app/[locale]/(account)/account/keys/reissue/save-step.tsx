"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import { type Stopped, useAct } from "../../_journey/use-act.ts";

export type SavedTo = "FOLDER" | "DOWNLOAD";

interface SaveStepProps {
  readonly above: ReactNode;
  readonly number: string;
  readonly fileName: string;
  readonly savedTo: SavedTo | null;
  /** What protects the file, where it is not the signing key's password. */
  readonly protectedBy?: string;
  /** What the last button says, where it does more than lead on. */
  readonly action?: string;
  /** Of what the last button does. */
  readonly busy?: boolean;
  readonly stopped?: Stopped | null;
  readonly onSave: () => Promise<void>;
  readonly onContinue: () => void;
}

/** The file with the waiting keys goes to the person's own folder before anything is signed: a lost browser then costs nothing. */
export function SaveStep({ above, number, fileName, savedTo, onSave, onContinue, ...other }: SaveStepProps) {
  const t = useTranslations("reissue.save");
  const { stopped, act, forget } = useAct();
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const save = () => {
    setErrors([]);
    void act(onSave);
  };
  const goOn = () => {
    forget();
    if (savedTo) onContinue();
    else setErrors([{ fieldId: "save", text: t("missing") }]);
  };

  return (
    <div className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped ?? other.stopped ?? null} />
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      <SummaryList
        rows={[
          { term: t("file"), value: <span className="break-all font-mono text-sm">{fileName}</span> },
          { term: t("number"), value: <RequestNumberText number={formatRequestNumber(number)} /> },
        ]}
      />
      <p className="max-w-prose">{other.protectedBy ?? t("password")}</p>
      {savedTo && (
        <Notice tone="success" live>
          <p>{t(savedTo === "FOLDER" ? "savedFolder" : "savedDownload", { name: fileName })}</p>
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button id="save" variant={savedTo ? "secondary" : "primary"} onClick={save}>
          {t(savedTo ? "again" : "action")}
        </Button>
        <Button variant={savedTo ? "primary" : "secondary"} busy={other.busy ?? false} onClick={goOn}>
          {other.action ?? t("continue")}
        </Button>
      </div>
    </div>
  );
}
