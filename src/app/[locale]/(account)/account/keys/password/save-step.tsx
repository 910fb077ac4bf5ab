"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { ChangedFile } from "#browser/ceremonies/change-password.ts";
import { downloadFiles } from "#browser/keystore/save-files.ts";
import { Button } from "#ui/button.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import { useAct } from "../../_journey/use-act.ts";

/** What became of the new files. Those that were replaced before a download are not in need of anything. */
export interface Saved {
  readonly to: "REPLACED" | "DOWNLOAD";
  readonly names: readonly string[];
}

interface SaveStepProps {
  readonly above: ReactNode;
  readonly files: readonly ChangedFile[];
  readonly onSaved: (saved: Saved) => void;
}

/** The new files take the place of the old ones, where the browser can write there, or are downloaded. */
export function SaveStep({ above, files, onSaved }: SaveStepProps) {
  const t = useTranslations("changePassword.save");
  const common = useTranslations("common");
  const { busy, stopped, act } = useAct();
  const [replaced, setReplaced] = useState<ReadonlySet<ChangedFile>>(new Set());
  const count = files.length;
  const canReplace = files.every(({ replace }) => replace);

  const replaceAll = () =>
    act(async () => {
      const finished = new Set(replaced);
      for (const file of files) {
        if (finished.has(file)) continue;
        await file.replace?.();
        finished.add(file);
        setReplaced(new Set(finished));
      }
      onSaved({ to: "REPLACED", names: files.map(({ name }) => name) });
    });
  const download = () => {
    const others = files.filter((file) => !replaced.has(file));
    downloadFiles(others);
    onSaved({ to: "DOWNLOAD", names: others.map(({ name }) => name) });
  };

  return (
    <div className="space-y-6">
      <ProblemReport stopped={stopped} />
      <PageTitle above={above} lead={t("lead", { count })}>
        {t("heading", { count })}
      </PageTitle>
      <SummaryList
        rows={files.map((file) => ({
          term: common(`key.purpose.${file.purpose}`),
          value: <span className="break-all font-mono text-sm">{file.name}</span>,
          action: t(replaced.has(file) ? "replaced" : "waiting"),
        }))}
      />
      {canReplace && <p className="max-w-prose text-soft">{t("replaceHint")}</p>}
      <div className="flex flex-wrap items-center gap-3">
        {canReplace && (
          <Button busy={busy} onClick={replaceAll}>
            {t("replace", { count })}
          </Button>
        )}
        <Button variant={canReplace ? "secondary" : "primary"} onClick={download}>
          {t("download", { count })}
        </Button>
      </div>
    </div>
  );
}
