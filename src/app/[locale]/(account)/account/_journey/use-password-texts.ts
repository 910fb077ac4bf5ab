"use client";

import { useTranslations } from "next-intl";
import type { PasswordFieldTexts } from "#ui/password-field.tsx";

/** What a password field says, in the language of the page. */
export function usePasswordTexts(): PasswordFieldTexts {
  const t = useTranslations("common.password");
  return {
    show: t("show"),
    hide: t("hide"),
    shown: t("shown"),
    hidden: t("hidden"),
    capsLock: t("capsLock"),
    nonLatin: t("nonLatin"),
  };
}
