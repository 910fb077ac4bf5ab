"use client";

import { useTranslations } from "next-intl";
import { Link } from "#i18n/navigation.ts";
import { NoticeKind, type Settings } from "#portal/profile/contract.ts";
import { Checkbox } from "#ui/checkbox.tsx";
import { Notice } from "#ui/notice.tsx";

interface NoticeSettingsProps {
  readonly settings: Settings;
  readonly email: string | null;
  readonly decides: boolean;
  readonly onChange: (part: Partial<Settings>) => void;
}

/** Whether letters come, and what a person is told at all; what is about their safety comes in any case. */
export function NoticeSettings({ settings, email, decides, onChange }: NoticeSettingsProps) {
  const t = useTranslations("profile.settings");
  const { emailNotices, noticeKindsOff } = settings;
  const turn = (kind: NoticeKind, on: boolean) => {
    const others = noticeKindsOff.filter((one) => one !== kind);
    onChange({ noticeKindsOff: on ? others : [...others, kind] });
  };
  return (
    <div className="space-y-6">
      <fieldset>
        <legend className="font-semibold">{t("notices")}</legend>
        <Checkbox
          id="notices"
          label={t("noticesLabel")}
          hint={email === null ? <NoAddress /> : t.rich("noticesHint", { email, b: (text) => <bdi>{text}</bdi> })}
          checked={emailNotices}
          onChange={(event) => onChange({ emailNotices: event.target.checked })}
        />
      </fieldset>
      <fieldset>
        <legend className="font-semibold">{t("kinds.legend")}</legend>
        {NoticeKind.options
          .filter((kind) => kind !== "APPROVALS" || decides)
          .map((kind) => (
            <Checkbox
              key={kind}
              id={`kind-${kind}`}
              label={t(`kinds.${kind}.label`)}
              hint={t(`kinds.${kind}.hint`)}
              checked={!noticeKindsOff.includes(kind)}
              onChange={(event) => turn(kind, event.target.checked)}
            />
          ))}
      </fieldset>
      <Notice title={t("always.title")}>
        <p>{t("always.text")}</p>
      </Notice>
    </div>
  );
}

function NoAddress() {
  const t = useTranslations("profile.settings");
  return t.rich("noEmail", {
    link: (text) => (
      <Link href="/account/profile/email" className="link">
        {text}
      </Link>
    ),
  });
}
