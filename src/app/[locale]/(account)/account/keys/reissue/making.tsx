"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageTitle } from "#ui/page-title.tsx";
import { Progress } from "#ui/progress.tsx";

const STAGES = ["CHALLENGE", "KEY_1", "KEY_2"] as const;
export type MakingStage = (typeof STAGES)[number];

/** What goes on while the two new keys are made in this browser. */
export function Making({ above, stage }: { readonly above: ReactNode; readonly stage: MakingStage }) {
  const t = useTranslations("reissue.making");
  return (
    <div className="space-y-6">
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      <Progress done={(STAGES.indexOf(stage) + 0.5) / STAGES.length}>{t(stage)}</Progress>
    </div>
  );
}
