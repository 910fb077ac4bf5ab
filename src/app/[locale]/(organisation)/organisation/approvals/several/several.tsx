"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { BackButton } from "#app/[locale]/(account)/account/_journey/back-button.tsx";
import { KeyPage } from "#app/[locale]/(account)/account/_journey/key-page.tsx";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useLeaveWarning } from "#app/[locale]/(account)/account/_journey/use-leave-warning.ts";
import { useSigningKey } from "#app/[locale]/(account)/account/_journey/use-signing-key.ts";
import {
  type BegunDecision,
  beginDecisions,
  type DecisionOutcome,
  finishDecisions,
} from "#browser/ceremonies/several-decisions.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Progress } from "#ui/progress.tsx";
import type { Verdict } from "../[number]/verdict-form.tsx";
import type { ChosenRequest } from "./chosen-request.ts";
import { ReadSeveral } from "./read-several.tsx";
import { Results } from "./results.tsx";
import { SignSeveral } from "./sign-several.tsx";

const STEPS = ["read", "sign", "done"] as const;

interface SeveralProps {
  readonly requests: readonly ChosenRequest[];
  /** To the list. */
  readonly back: ReactNode;
}

/** Reads what is chosen, decides once, opens the key once, signs each, and says of each what became of it. */
export function Several({ requests, back }: SeveralProps) {
  const t = useTranslations("approvals");
  const language = useLocale();
  const router = useRouter();
  const { signer, pick } = useSigningKey();
  const { step, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [begun, setBegun] = useState<readonly BegunDecision[]>([]);
  const [outcomes, setOutcomes] = useState<readonly DecisionOutcome[]>([]);
  const [done, setDone] = useState(0);
  useLeaveWarning(step === "sign" && begun.length > 0, t("leave"));
  const waiting = requests.filter(({ waits }) => waits);

  const begin = (decided: Verdict) => {
    setVerdict(decided);
    return act(async () => {
      setDone(0);
      const reason = decided.choice === "REFUSE" ? decided.reason : undefined;
      const about = waiting.map(({ facts }) => facts);
      setBegun(await beginDecisions(about, { verdict: decided.choice, reason, language }, { onStep: setDone }));
      go("sign");
    });
  };
  const sign = (keyId: string) =>
    act(async () => {
      setDone(0);
      setOutcomes(await finishDecisions(begun, keyId, { onStep: setDone }));
      setBegun([]);
      replace("done");
      // who was faster, and what waits still
      router.refresh();
    });

  if (step === "done" && outcomes.length > 0 && verdict) {
    return <Results {...{ outcomes, requests }} verdict={verdict.choice} onAgain={() => replace("read")} />;
  }
  if (step === "sign" && begun.length > 0 && verdict) {
    if (!signer) {
      return (
        <KeyPage heading={t("key.heading")} lead={t("key.lead")} onPicked={pick}>
          <BackButton />
        </KeyPage>
      );
    }
    return (
      <div className="mx-auto max-w-journey">
        <ProblemReport stopped={stopped} />
        <SignSeveral verdict={verdict.choice} {...{ begun, signer, busy, done }} onSign={() => sign(signer.id)} />
      </div>
    );
  }
  return (
    <>
      {back}
      <ProblemReport stopped={stopped} />
      <ReadSeveral {...{ requests, waiting, verdict, busy }} onDecide={begin}>
        {busy && (
          <Progress done={done / waiting.length}>{t("several.preparing", { done, count: waiting.length })}</Progress>
        )}
      </ReadSeveral>
    </>
  );
}
