"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

interface LostProps {
  /** Of another journey than re-issuance. */
  readonly words?: { readonly title: string; readonly text: string };
  readonly onAgain: () => void;
}

/** A step that a reload has taken the ground from. */
export function Lost({ words, onAgain }: LostProps) {
  const t = useTranslations("reissue");
  return (
    <div className="space-y-6">
      <PageTitle>{words?.title ?? t("title")}</PageTitle>
      <Notice title={t("lost.title")}>
        <p>{words?.text ?? t("lost.text")}</p>
      </Notice>
      <Button onClick={onAgain}>{t("again")}</Button>
    </div>
  );
}
