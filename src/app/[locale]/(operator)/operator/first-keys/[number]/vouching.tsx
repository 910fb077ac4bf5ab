"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { SignStep } from "#app/[locale]/(account)/account/_journey/sign-step.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useLeaveWarning } from "#app/[locale]/(account)/account/_journey/use-leave-warning.ts";
import { ApiProblem } from "#browser/api-problem.ts";
import { beginWord, type CentreVerdict, type FactsOnPage } from "#browser/ceremonies/vouch.ts";
import { useRouter } from "#i18n/navigation.ts";
import type { FirstKeysDecided } from "#portal/centre/contract.ts";
import { Notice } from "#ui/notice.tsx";
import { CheckForm } from "./check-form.tsx";

const STEPS = ["check", "sign"] as const;

type Begun = Awaited<ReturnType<typeof beginWord>>;

interface VouchingProps {
  readonly facts: FactsOnPage;
  /** What there is to say where it waits for no word of this operator. */
  readonly over: ReactNode;
  readonly isHead: boolean;
  /** The title and the facts, laid out by the server. */
  readonly children: ReactNode;
}

/** Checks the person, signs for it, and says what is still missing. */
export function Vouching({ facts, over, isHead, children }: VouchingProps) {
  const t = useTranslations("centre");
  const language = useLocale();
  const router = useRouter();
  const { step, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [decided, setDecided] = useState<keyof typeof TONE | null>(null);
  useLeaveWarning(begun !== null && decided === null, t("leave"));

  const begin = (iin: string, said: CentreVerdict) =>
    act(async () => {
      setBegun(await beginWord({ ...facts, iin }, said, language));
      go("sign");
    });
  const sign = (ready: Begun, keyId: string) =>
    act(async () => {
      setDecided(await becameOf(ready.finish(keyId)));
      replace("check");
      router.refresh();
    });

  if (step === "sign" && begun && !decided) {
    return (
      <SignStep
        keyHeading={t("key.heading")}
        keyLead={t("key.lead")}
        heading={t("sign.heading")}
        sheet={t("sign.sheet")}
        text={begun.text}
        busy={busy}
        stopped={stopped}
        onSign={(keyId) => sign(begun, keyId)}
      />
    );
  }
  return (
    <>
      <ProblemReport stopped={stopped} />
      <div className="grid gap-8 lg:grid-cols-[2fr_3fr] lg:gap-12">
        {children}
        {decided ? (
          <div className="space-y-6 max-lg:order-first">
            <Notice tone={TONE[decided]} title={t(`done.${decided}.title`)} live>
              <p>{t(`done.${decided}.text`)}</p>
            </Notice>
            {decided === "FASTER" && over}
          </div>
        ) : over ? (
          <div className="max-lg:order-first">{over}</div>
        ) : (
          <CheckForm facts={facts} isHead={isHead} busy={busy} onDecide={begin} />
        )}
      </div>
    </>
  );
}

const TONE = { CONFIRMED: "success", SUBMITTED: "success", REFUSED: "info", FASTER: "warning" } as const;

/** What became of this word; FASTER where the request waited no more when it came. */
async function becameOf(sent: Promise<FirstKeysDecided>): Promise<keyof typeof TONE> {
  try {
    const { state } = await sent;
    return state === "CONFIRMED" || state === "REFUSED" ? state : "SUBMITTED";
  } catch (error) {
    if (error instanceof ApiProblem && error.code === "REQUEST_NOT_WAITING") return "FASTER";
    throw error;
  }
}
