"use client";

import { useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { useTitleFocus } from "../../_journey/use-title-focus.ts";

/** The rest is the link's, and waits for nobody here. */
export function SentStep({ email }: { readonly email: string }) {
  const t = useTranslations("profile.newEmail.sent");
  useTitleFocus();
  return (
    <div role="status" className="space-y-6">
      <PageTitle lead={t("text", { email })}>{t("title")}</PageTitle>
      <p className="max-w-prose">{t("after")}</p>
      <ButtonLink href="/account/profile">{t("back")}</ButtonLink>
    </div>
  );
}
