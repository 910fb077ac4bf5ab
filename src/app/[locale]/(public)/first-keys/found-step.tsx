"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { BackButton } from "#app/[locale]/(account)/account/_journey/back-button.tsx";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { Email } from "#portal/requests/contract.ts";
import { Button } from "#ui/button.tsx";
import { EmailField } from "#ui/email-field.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import type { Found } from "./who-step.tsx";

interface FoundStepProps {
  readonly above: ReactNode;
  readonly found: Found;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onContinue: () => void;
}

/** Whom the state registers have, hidden but for the first letters, and the address for news. */
export function FoundStep({ above, found, email, onEmail, onContinue }: FoundStepProps) {
  const t = useTranslations("firstKeys.found");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const { asked, name, organisation } = found;

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
      <SummaryList
        rows={[
          { term: t("name"), value: <bdi>{name}</bdi> },
          { term: t("iin"), value: <span className="figures">{asked.iin}</span> },
          ...(organisation ? [{ term: t("organisation"), value: <bdi>{organisation}</bdi> }] : []),
          ...("bin" in asked ? [{ term: t("bin"), value: <span className="figures">{asked.bin}</span> }] : []),
        ]}
      />
      <p className="max-w-prose text-sm text-soft">{t("masked")}</p>
      <EmailField
        id="email"
        label={t("email")}
        hint={t("emailHint")}
        error={errors[0]?.text}
        value={email}
        onChange={(event) => onEmail(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit">{t("submit")}</Button>
        <BackButton />
      </div>
    </form>
  );
}
