"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#ui/button.tsx";
import { ReasonForm } from "./reason-form.tsx";

export interface Verdict {
  readonly choice: "CONFIRM" | "REFUSE";
  readonly reason: string;
}

interface VerdictFormProps {
  /** What was decided before coming back from the signing page, if anything was. */
  readonly verdict: Verdict | null;
  readonly busy: boolean;
  /** How many requests it is about, where there are several. */
  readonly count?: number;
  readonly onDecide: (verdict: Verdict) => void;
  /** What goes on meanwhile. */
  readonly children?: ReactNode;
}

/** Confirm or refuse, in sight beside the facts: one click to confirm, a reason first to refuse. */
export function VerdictForm({ verdict, busy, count, onDecide, children }: VerdictFormProps) {
  const t = useTranslations("approvals.request");
  const several = useTranslations("approvals.several");
  const [refusing, setRefusing] = useState(verdict?.choice === "REFUSE");
  return (
    <section
      aria-labelledby="decide-title"
      className="rounded-lg border border-edge bg-surface p-5 sm:p-6 lg:sticky lg:top-6 lg:self-start"
    >
      <h2 id="decide-title" className="mb-4 text-xl">
        {count === undefined ? t("decide") : several("decide", { count })}
      </h2>
      {refusing ? (
        <ReasonForm
          reason={verdict?.reason ?? ""}
          busy={busy}
          onReason={(reason) => onDecide({ choice: "REFUSE", reason })}
          onBack={() => setRefusing(false)}
        />
      ) : (
        <div className="grid gap-2">
          <Button busy={busy} onClick={() => onDecide({ choice: "CONFIRM", reason: "" })}>
            {count === undefined ? t("CONFIRM") : several("CONFIRM", { count })}
          </Button>
          <p className="mb-3 text-sm text-soft">{t("CONFIRMHint")}</p>
          <Button variant="secondary" onClick={() => setRefusing(true)}>
            {count === undefined ? t("REFUSE") : several("REFUSE", { count })}
          </Button>
          <p className="text-sm text-soft">{count === undefined ? t("REFUSEHint") : several("REFUSEHint")}</p>
        </div>
      )}
      {children}
    </section>
  );
}
