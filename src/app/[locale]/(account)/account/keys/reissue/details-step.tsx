"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { Email } from "#portal/requests/contract.ts";
import { Button } from "#ui/button.tsx";
import { EmailField } from "#ui/email-field.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Serial } from "#ui/serial.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import type { ReissueView } from "./reissue-view.ts";

interface DetailsStepProps {
  readonly above: ReactNode;
  readonly form: ReissueView;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onContinue: () => void;
}

/** Picture 14: the form filled in from the certificate; the e-mail address alone can be changed. */
export function DetailsStep({ above, form, email, onEmail, onContinue }: DetailsStepProps) {
  const t = useTranslations("reissue.details");
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
      <CertificateFacts form={form} />
      <p className="max-w-prose text-sm text-soft">{t("wrong")}</p>
      <EmailField
        id="email"
        label={t("email")}
        hint={t("emailHint")}
        error={errors[0]?.text}
        value={email}
        onChange={(event) => onEmail(event.target.value)}
      />
      <Notice>
        <p>{t(form.needsManager ? "needsManager" : form.bin ? "needsNobodyHead" : "needsNobodyIndividual")}</p>
      </Notice>
      <Button type="submit">{t("submit")}</Button>
    </form>
  );
}

function CertificateFacts({ form }: { readonly form: ReissueView }) {
  const t = useTranslations("reissue.details");
  const states = useTranslations("states");
  return (
    <SummaryList
      rows={[
        { term: t("name"), value: form.name },
        { term: t("iin"), value: <span className="figures">{form.iin}</span> },
        ...(form.organisation ? [{ term: t("organisation"), value: form.organisation }] : []),
        ...(form.bin ? [{ term: t("bin"), value: <span className="figures">{form.bin}</span> }] : []),
        { term: t("template"), value: states(`template.${form.template}`) },
        { term: t("current"), value: <Serial value={form.currentSerial} /> },
        { term: t("currentUntil"), value: form.currentUntil },
      ]}
    />
  );
}
