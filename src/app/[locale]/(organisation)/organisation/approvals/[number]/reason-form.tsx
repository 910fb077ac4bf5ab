"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { Reason } from "#portal/approvals/contract.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { TextField } from "#ui/text-field.tsx";

interface ReasonFormProps {
  readonly reason: string;
  readonly busy: boolean;
  readonly onReason: (reason: string) => void;
  readonly onBack: () => void;
}

/** Why the request is refused: the applicant sees it word for word. */
export function ReasonForm({ reason: before, busy, onReason, onBack }: ReasonFormProps) {
  const t = useTranslations("approvals.request");
  const field = useRef<HTMLInputElement>(null);
  const [reason, setReason] = useState(before);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  useEffect(() => field.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = Reason.safeParse(reason);
    setErrors(parsed.success ? [] : [{ fieldId: "reason", text: t("reasonMissing") }]);
    if (parsed.success) onReason(parsed.data);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-5">
      <ProblemReport errors={errors} stopped={null} />
      <TextField
        ref={field}
        id="reason"
        label={t("reason")}
        hint={t("reasonHint")}
        error={errors[0]?.text}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={busy}>
          {t("REFUSE")}
        </Button>
        <Button variant="quiet" onClick={onBack}>
          {t("notRefuse")}
        </Button>
      </div>
    </form>
  );
}
