"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageTitle } from "#ui/page-title.tsx";
import { Progress } from "#ui/progress.tsx";

const STAGES = ["CERTIFICATES", "FILE_1", "FILE_2"] as const;
export type Stage = (typeof STAGES)[number];

/** What goes on while the two key files are made. */
export function Making({ above, stage }: { readonly above: ReactNode; readonly stage: Stage }) {
  const t = useTranslations("install.making");
  return (
    <div className="space-y-6">
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      <Progress done={(STAGES.indexOf(stage) + 0.5) / STAGES.length}>{t(stage)}</Progress>
    </div>
  );
}
