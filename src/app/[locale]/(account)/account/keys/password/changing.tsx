"use client";

import { useTranslations } from "next-intl";
import { PageTitle } from "#ui/page-title.tsx";
import { Progress } from "#ui/progress.tsx";
import { useTitleFocus } from "../../_journey/use-title-focus.ts";

/** Two to three seconds a file: 600,000 rounds seven times. */
export function Changing({ place, total }: { readonly place: number; readonly total: number }) {
  const t = useTranslations("changePassword.making");
  useTitleFocus();
  return (
    <div className="space-y-6">
      <PageTitle lead={t("lead")}>{t("heading")}</PageTitle>
      <Progress done={(place - 0.5) / total}>{t("file", { place, total })}</Progress>
    </div>
  );
}
