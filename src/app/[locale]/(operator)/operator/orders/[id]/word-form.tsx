"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { Reason } from "#portal/approvals/contract.ts";
import type { OrderWord } from "#portal/orders/contract.ts";
import { Button } from "#ui/button.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { TextField } from "#ui/text-field.tsx";

interface WordFormProps {
  /** What was decided before coming back from the signing page, if anything was. */
  readonly word: OrderWord | null;
  readonly busy: boolean;
  readonly onWord: (word: OrderWord) => void;
}

/** Approve, or decline with a reason, in sight beside the facts. */
export function WordForm({ word, busy, onWord }: WordFormProps) {
  const t = useTranslations("orders");
  const [declining, setDeclining] = useState(word?.verdict === "DECLINE");
  return (
    <section
      aria-labelledby="decide-title"
      className="no-print self-start rounded-lg border border-edge bg-surface p-5 sm:p-6"
    >
      <h2 id="decide-title" className="text-xl">
        {t("decide.heading")}
      </h2>
      <p className="mt-1 mb-4 text-soft">{t("decide.text")}</p>
      <p className="mb-4 text-sm text-soft">{t("new.reveals")}</p>
      {declining ? (
        <DeclineForm
          before={word?.verdict === "DECLINE" ? word.declinedFor : ""}
          busy={busy}
          onDecline={(declinedFor) => onWord({ verdict: "DECLINE", declinedFor })}
          onBack={() => setDeclining(false)}
        />
      ) : (
        <div className="flex flex-wrap gap-3">
          <Button busy={busy} onClick={() => onWord({ verdict: "APPROVE" })}>
            {t("decide.approve")}
          </Button>
          <Button variant="secondary" onClick={() => setDeclining(true)}>
            {t("decide.decline")}
          </Button>
        </div>
      )}
    </section>
  );
}

interface DeclineFormProps {
  readonly before: string;
  readonly busy: boolean;
  readonly onDecline: (declinedFor: string) => void;
  readonly onBack: () => void;
}

function DeclineForm({ before, busy, onDecline, onBack }: DeclineFormProps) {
  const t = useTranslations("orders.decide");
  const [declinedFor, setDeclinedFor] = useState(before);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = Reason.safeParse(declinedFor);
    setErrors(parsed.success ? [] : [{ fieldId: "declined-for", text: t("reasonMissing") }]);
    if (parsed.success) onDecline(parsed.data);
  };
  return (
    <form noValidate onSubmit={submit} className="space-y-5">
      <ProblemReport errors={errors} stopped={null} />
      <TextField
        // the button that led here is gone
        autoFocus
        id="declined-for"
        label={t("reason")}
        hint={t("reasonHint")}
        error={errors[0]?.text}
        value={declinedFor}
        onChange={(event) => setDeclinedFor(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" busy={busy}>
          {t("decline")}
        </Button>
        <Button variant="quiet" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </form>
  );
}
