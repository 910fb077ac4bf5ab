"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { RevocationReason } from "#portal/revocation/contract.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import { BackButton } from "../../_journey/back-button.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import { useTitleFocus } from "../../_journey/use-title-focus.ts";

interface ReasonStepProps {
  readonly above: ReactNode;
  readonly reason: RevocationReason | undefined;
  /** What is on hold already cannot be put there again. */
  readonly mayHold: boolean;
  readonly onReason: (reason: RevocationReason) => void;
}

/** Why: one of the five reasons, in plain words. */
export function ReasonStep({ above, reason: before, mayHold, onReason }: ReasonStepProps) {
  const t = useTranslations("revoke.reason");
  useTitleFocus();
  const options = RevocationReason.options.filter((one) => mayHold || one !== "CERTIFICATE_HOLD");
  const [reason, setReason] = useState(options.find((one) => one === before));
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setErrors(reason ? [] : [{ fieldId: "reason", text: t("missing") }]);
    if (reason) onReason(reason);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={null} />
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      <RadioGroup
        id="reason"
        name="reason"
        legend={t("legend")}
        error={errors[0]?.text}
        options={options.map((value) => ({ value, label: t(`${value}.label`), hint: t(`${value}.hint`) }))}
        value={reason}
        onValueChange={(value) => setReason(options.find((one) => one === value))}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit">{t("continue")}</Button>
        <BackButton />
      </div>
    </form>
  );
}
