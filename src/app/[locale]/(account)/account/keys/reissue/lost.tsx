"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

/** A step that a reload has taken the ground from. */
export function Lost({ onAgain }: { readonly onAgain: () => void }) {
  const t = useTranslations("reissue");
  return (
    <div className="space-y-6">
      <PageTitle>{t("title")}</PageTitle>
      <Notice title={t("lost.title")}>
        <p>{t("lost.text")}</p>
      </Notice>
      <Button onClick={onAgain}>{t("again")}</Button>
    </div>
  );
}
