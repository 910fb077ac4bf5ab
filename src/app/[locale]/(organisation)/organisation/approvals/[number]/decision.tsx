"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { SignStep } from "#app/[locale]/(account)/account/_journey/sign-step.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useLeaveWarning } from "#app/[locale]/(account)/account/_journey/use-leave-warning.ts";
import { wasFirst } from "#app/[locale]/(account)/account/_journey/was-first.ts";
import { beginDecision, type DecidableRequest } from "#browser/ceremonies/decision.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { Progress } from "#ui/progress.tsx";
import { type Verdict, VerdictForm } from "./verdict-form.tsx";

const STEPS = ["read", "sign"] as const;

type Begun = Awaited<ReturnType<typeof beginDecision>>;

interface DecisionProps {
  /** To the list; the steps that follow lead back by their own button. */
  readonly back: ReactNode;
  /** What the signed document names. */
  readonly request: DecidableRequest;
  /** What the person had before, below all. */
  readonly past: ReactNode;
  /** The title and the facts, laid out by the server. */
  readonly children: ReactNode;
}

/** Reads, decides, signs, and goes on to the next: two clicks and a key that stays open for a manager with forty requests. */
export function Decision({ request, back, past, children }: DecisionProps) {
  const t = useTranslations("approvals");
  const language = useLocale();
  const router = useRouter();
  const { step, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [done, setDone] = useState(false);
  useLeaveWarning(begun !== null && !done, t("leave"));

  const begin = (decided: Verdict) => {
    setVerdict(decided);
    return act(async () => {
      const reason = decided.choice === "REFUSE" ? decided.reason : undefined;
      setBegun(await beginDecision({ verdict: decided.choice, reason, request, language }));
      go("sign");
    });
  };
  const sign = (ready: Begun, keyId: string) =>
    act(async () => {
      const ours = await wasFirst(ready.finish(keyId), "REQUEST_NOT_WAITING");
      setDone(true);
      router.replace(`/organisation/approvals/${request.number}?${ours ? "decided" : "faster"}`);
      // The frame of the page counts what waits.
      router.refresh();
    });

  const readAgain = () => {
    setBegun(null);
    replace("read");
    router.refresh();
  };

  if (done) return <Progress>{t("done.working")}</Progress>;
  if (step === "sign" && begun) {
    return (
      <SignStep
        keyHeading={t("key.heading")}
        keyLead={t("key.lead")}
        heading={t(verdict?.choice === "CONFIRM" ? "sign.headingConfirm" : "sign.headingRefuse")}
        sheet={t("sign.sheet")}
        text={begun.text}
        busy={busy}
        stopped={stopped}
        onSign={(keyId) => sign(begun, keyId)}
      >
        {stopped && (
          <Button variant="secondary" onClick={readAgain}>
            {t("again")}
          </Button>
        )}
      </SignStep>
    );
  }
  return (
    <>
      {back}
      <ProblemReport stopped={stopped} />
      <div className="grid gap-8 lg:grid-cols-[3fr_2fr] lg:gap-12">
        {children}
        <VerdictForm verdict={verdict} busy={busy} onDecide={begin} />
      </div>
      {past}
    </>
  );
}
