"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { callApi, NO_ANSWER } from "#browser/api.ts";
import { usePathname, useRouter } from "#i18n/navigation.ts";
import { Settings } from "#portal/profile/contract.ts";
import { Language } from "#portal/wire/contract.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import type { Theme } from "#ui/shell/theme.ts";
import { ProblemReport } from "../_journey/problem-report.tsx";
import { useAct } from "../_journey/use-act.ts";
import { NoticeSettings } from "./notice-settings.tsx";
import { ThemeSetting } from "./theme-setting.tsx";

interface SettingsFormProps {
  readonly kept: Settings;
  /** Where letters go; null where none is known. */
  readonly email: string | null;
  /** Whether requests ever wait for this person. */
  readonly decides: boolean;
  readonly theme: Theme;
}

/** What a person may set about themselves. Saving another language goes on in that language. */
export function SettingsForm({ kept, email, decides, theme }: SettingsFormProps) {
  const t = useTranslations("profile.settings");
  const router = useRouter();
  const pathname = usePathname();
  const { busy, stopped, act } = useAct();
  const [settings, setSettings] = useState(kept);
  const [saved, setSaved] = useState(false);

  const change = (part: Partial<Settings>) => {
    setSettings({ ...settings, ...part });
    setSaved(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      const body = { contract: Settings, value: settings };
      await callApi({ method: "PUT", path: "/api/profile", body, answer: NO_ANSWER });
      setSaved(true);
      router.replace(pathname, { locale: settings.language, scroll: false });
    });
  };

  return (
    <>
      <form noValidate onSubmit={submit} className="space-y-8">
        <ProblemReport stopped={stopped} />
        <PageTitle>{t("heading")}</PageTitle>
        <RadioGroup
          id="language"
          name="language"
          legend={t("language")}
          hint={t("languageHint")}
          value={settings.language}
          onValueChange={(value) => change({ language: Language.parse(value) })}
          options={Language.options.map((one) => ({ value: one, label: <span lang={one}>{t(one)}</span> }))}
        />
        <NoticeSettings settings={settings} email={email} decides={decides} onChange={change} />
        {saved && (
          <Notice tone="success" live>
            <p>{t("saved")}</p>
          </Notice>
        )}
        <Button type="submit" busy={busy}>
          {busy ? t("saving") : t("save")}
        </Button>
      </form>
      <div className="mt-12 border-line border-t pt-8">
        <ThemeSetting initial={theme} />
      </div>
    </>
  );
}
