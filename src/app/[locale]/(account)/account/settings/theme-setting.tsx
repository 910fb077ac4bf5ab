"use client";

import { useTranslations } from "next-intl";
import { RadioGroup } from "#ui/radio-group.tsx";
import { THEMES, type Theme } from "#ui/shell/theme.ts";
import { useTheme } from "#ui/shell/use-theme.ts";

/** The colours of this browser: they change at once, and nothing is saved elsewhere. */
export function ThemeSetting({ initial }: { readonly initial: Theme }) {
  const t = useTranslations("profile.settings.theme");
  const [theme, choose] = useTheme(initial);
  return (
    <RadioGroup
      id="theme"
      name="theme"
      legend={t("legend")}
      hint={t("hint")}
      value={theme}
      onValueChange={(value) => choose(THEMES.find((one) => one === value) ?? "system")}
      options={THEMES.map((one) => ({ value: one, label: t(one) }))}
    />
  );
}
