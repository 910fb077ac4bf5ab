"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { Reason } from "#portal/approvals/contract.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";
import { TextField } from "#ui/text-field.tsx";

const CHOICES = ["CONFIRM", "REFUSE"] as const;

export interface Verdict {
  readonly choice: (typeof CHOICES)[number] | undefined;
  readonly reason: string;
}

interface VerdictFormProps {
  readonly verdict: Verdict;
  readonly busy: boolean;
  readonly onVerdict: (verdict: Verdict) => void;
  readonly onDecide: (verdict: Verdict) => void;
}

/** Confirm or refuse; a refusal has a reason, which goes to the applicant word for word. */
export function VerdictForm({ verdict, busy, onVerdict, onDecide }: VerdictFormProps) {
  const t = useTranslations("approvals.request");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const reasonWrong = verdict.choice === "REFUSE" && !Reason.safeParse(verdict.reason).success;
    const wrong = [
      ...(verdict.choice ? [] : [{ fieldId: "verdict", text: t("verdictMissing") }]),
      ...(reasonWrong ? [{ fieldId: "reason", text: t("reasonMissing") }] : []),
    ];
    setErrors(wrong);
    if (wrong.length === 0) onDecide(verdict);
  };

  return (
    <form noValidate onSubmit={submit} className="mt-8 space-y-6">
      <h2 className="text-xl">{t("decide")}</h2>
      <ProblemReport errors={errors} stopped={null} />
      <RadioGroup
        id="verdict"
        name="verdict"
        legend={t("status")}
        error={errorOf("verdict")}
        value={verdict.choice}
        onValueChange={(value) => onVerdict({ ...verdict, choice: CHOICES.find((choice) => choice === value) })}
        options={CHOICES.map((choice) => ({ value: choice, label: t(choice), hint: t(`${choice}Hint`) }))}
      />
      {verdict.choice === "REFUSE" && (
        <TextField
          id="reason"
          label={t("reason")}
          hint={t("reasonHint")}
          error={errorOf("reason")}
          value={verdict.reason}
          onChange={(event) => onVerdict({ ...verdict, reason: event.target.value })}
        />
      )}
      <Button type="submit" busy={busy}>
        {t("continue")}
      </Button>
    </form>
  );
}
