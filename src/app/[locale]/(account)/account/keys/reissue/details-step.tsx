"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "#ui/notice.tsx";
import { Serial } from "#ui/serial.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { EmailStep } from "../../_journey/email-step.tsx";
import type { ReissueView } from "./reissue-view.ts";

interface DetailsStepProps {
  readonly above: ReactNode;
  readonly form: ReissueView;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onContinue: () => void;
}

/** Picture 14: the form filled in from the certificate; the e-mail address alone can be changed. */
export function DetailsStep({ form, ...step }: DetailsStepProps) {
  const t = useTranslations("reissue.details");
  return (
    <EmailStep {...step} t={t} facts={<CertificateFacts form={form} />}>
      <Notice>
        <p>{t(form.needsManager ? "needsManager" : form.bin ? "needsNobodyHead" : "needsNobodyIndividual")}</p>
      </Notice>
    </EmailStep>
  );
}

function CertificateFacts({ form }: { readonly form: ReissueView }) {
  const t = useTranslations("reissue.details");
  const states = useTranslations("states");
  return (
    <>
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
      <p className="max-w-prose text-sm text-soft">{t("wrong")}</p>
    </>
  );
}
