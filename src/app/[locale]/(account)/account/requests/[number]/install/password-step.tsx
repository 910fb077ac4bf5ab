"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { passwordProblems } from "#pki/password-rule.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { PasswordField } from "#ui/password-field.tsx";
import { ProblemReport } from "../../../_journey/problem-report.tsx";
import type { Stopped } from "../../../_journey/use-act.ts";
import { usePasswordTexts } from "../../../_journey/use-password-texts.ts";
import { PasswordRule } from "./password-rule.tsx";

interface PasswordStepProps {
  readonly above: ReactNode;
  readonly stopped: Stopped | null;
  readonly onPassword: (password: string) => void;
}

/** Picture 11: the password of the new keys, twice, because nobody can restore it. Ticked while typing, judged on submit. */
export function PasswordStep({ above, stopped, onPassword }: PasswordStepProps) {
  const t = useTranslations("install.password");
  const texts = usePasswordTexts();
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [saved, setSaved] = useState(false);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [problem] = passwordProblems(first);
    const wrong = [
      ...(first === "" ? [{ fieldId: "new-password", text: t("missing") }] : []),
      ...(first !== "" && problem ? [{ fieldId: "new-password", text: t(`problems.${problem}`) }] : []),
      ...(first !== second ? [{ fieldId: "new-password-again", text: t("different") }] : []),
      ...(saved ? [] : [{ fieldId: "password-saved", text: t("savedMissing") }]),
    ];
    setErrors(wrong);
    if (wrong.length === 0) onPassword(first);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped} />
      <PageTitle above={above}>{t("heading")}</PageTitle>
      <PasswordRule password={first} />
      <Notice tone="warning">
        <p>{t("remember")}</p>
      </Notice>
      <PasswordField
        id="new-password"
        autoComplete="new-password"
        label={t("first")}
        error={errorOf("new-password")}
        value={first}
        onValueChange={setFirst}
        texts={texts}
      />
      <PasswordField
        id="new-password-again"
        autoComplete="new-password"
        label={t("second")}
        hint={t("secondHint")}
        error={errorOf("new-password-again")}
        value={second}
        onValueChange={setSecond}
        texts={texts}
      />
      <Checkbox
        id="password-saved"
        label={t("saved")}
        error={errorOf("password-saved")}
        checked={saved}
        onChange={(event) => setSaved(event.target.checked)}
      />
      <Button type="submit">{t("submit")}</Button>
    </form>
  );
}
