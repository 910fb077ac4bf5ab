"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Email } from "#portal/requests/contract.ts";
import { Button } from "#ui/button.tsx";
import { EmailField } from "#ui/email-field.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { ProblemReport } from "./problem-report.tsx";

interface EmailStepProps {
  readonly above: ReactNode;
  /** The words of the step, by their name. */
  readonly t: (name: "heading" | "lead" | "email" | "emailHint" | "emailWrong" | "submit") => string;
  /** What is known of the person, over the field. */
  readonly facts: ReactNode;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onContinue: () => void;
  /** Between the field and the button. */
  readonly children?: ReactNode;
  /** Beside the button. */
  readonly back?: ReactNode;
}

/** What a request is filled in with; the e-mail address alone is the person's to give or leave out. */
export function EmailStep({ above, t, facts, email, onEmail, onContinue, children, back }: EmailStepProps) {
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    onEmail(address);
    if (address === "" || Email.safeParse(address).success) onContinue();
    else setErrors([{ fieldId: "email", text: t("emailWrong") }]);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={null} />
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      {facts}
      <EmailField
        id="email"
        label={t("email")}
        hint={t("emailHint")}
        error={errors[0]?.text}
        value={email}
        onChange={(event) => onEmail(event.target.value)}
      />
      {children}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit">{t("submit")}</Button>
        {back}
      </div>
    </form>
  );
}
