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
import { PasswordRule } from "./password-rule.tsx";
import { ProblemReport } from "./problem-report.tsx";
import type { Stopped } from "./use-act.ts";
import { usePasswordTexts } from "./use-password-texts.ts";

interface NewPasswordFormProps {
  readonly above: ReactNode;
  readonly heading: string;
  /** What the button says. */
  readonly submit: string;
  readonly stopped: Stopped | null;
  /** What else than the rule speaks against a password, as a sentence. */
  readonly objection?: (password: string) => string | undefined;
  readonly onPassword: (password: string) => void;
  /** Between the title and the rule. */
  readonly children?: ReactNode;
}

/** Picture 11: the new password of a key, twice, because nobody can restore it. Ticked while typing, judged on submit. */
export function NewPasswordForm({ above, stopped, objection, onPassword, children, ...texts }: NewPasswordFormProps) {
  const t = useTranslations("newPassword");
  const fieldTexts = usePasswordTexts();
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [saved, setSaved] = useState(false);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [problem] = passwordProblems(first);
    const fault = first === "" ? t("missing") : problem ? t(`problems.${problem}`) : objection?.(first);
    const wrong = [
      ...(fault ? [{ fieldId: "new-password", text: fault }] : []),
      ...(first !== second ? [{ fieldId: "new-password-again", text: t("different") }] : []),
      ...(saved ? [] : [{ fieldId: "password-saved", text: t("savedMissing") }]),
    ];
    setErrors(wrong);
    if (wrong.length === 0) onPassword(first);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped} />
      <PageTitle above={above}>{texts.heading}</PageTitle>
      {children}
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
        texts={fieldTexts}
      />
      <PasswordField
        id="new-password-again"
        autoComplete="new-password"
        label={t("second")}
        hint={t("secondHint")}
        error={errorOf("new-password-again")}
        value={second}
        onValueChange={setSecond}
        texts={fieldTexts}
      />
      <Checkbox
        id="password-saved"
        label={t("saved")}
        error={errorOf("password-saved")}
        checked={saved}
        onChange={(event) => setSaved(event.target.checked)}
      />
      <Button type="submit">{texts.submit}</Button>
    </form>
  );
}
