"use client";

import { useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

/** Picture 13 for whoever had no key before: both are there, and now they can sign in. */
export function FirstInstalled() {
  const t = useTranslations("firstKeys.installed");
  return (
    <div className="space-y-6">
      <PageTitle>{t("heading")}</PageTitle>
      <Notice tone="success" live>
        <p>{t("text")}</p>
      </Notice>
      <p className="max-w-prose">{t("backup")}</p>
      <ButtonLink href="/sign-in">{t("signIn")}</ButtonLink>
    </div>
  );
}
