"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ProblemReport } from "../../../_journey/problem-report.tsx";
import { type Stopped, useAct } from "../../../_journey/use-act.ts";

interface ConfirmStepProps {
  readonly above: ReactNode;
  readonly fileNames: readonly string[];
  readonly savedTo: "FOLDER" | "DOWNLOAD" | null;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onSave: () => Promise<void>;
  readonly onConfirm: () => void;
}

/** Picture 12: both key files lie where the person wants them, and the person says so. */
export function ConfirmStep({ above, fileNames, savedTo, busy, stopped, onSave, onConfirm }: ConfirmStepProps) {
  const t = useTranslations("install.confirm");
  const saving = useAct();
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const save = () => {
    setErrors([]);
    void saving.act(onSave);
  };
  const confirm = () => {
    saving.forget();
    if (savedTo) onConfirm();
    else setErrors([{ fieldId: "save", text: t("missing") }]);
  };

  return (
    <div className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped ?? saving.stopped} />
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      <SummaryList
        rows={fileNames.map((name) => ({
          term: t(name.startsWith("AUTH_") ? "authFile" : "signFile"),
          value: <span className="break-all font-mono text-sm">{name}</span>,
        }))}
      />
      <p className="max-w-prose text-soft">{t("checked")}</p>
      {savedTo && (
        <Notice tone="success" live>
          <p>{t(savedTo === "FOLDER" ? "leadFolder" : "leadDownload")}</p>
        </Notice>
      )}
      <p className="max-w-prose">{t("warning")}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button id="save" variant={savedTo ? "secondary" : "primary"} onClick={save}>
          {t(savedTo ? "again" : "save")}
        </Button>
        <Button variant={savedTo ? "primary" : "secondary"} busy={busy} onClick={confirm}>
          {busy ? t("working") : t("submit")}
        </Button>
      </div>
    </div>
  );
}
