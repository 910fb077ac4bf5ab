"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { SignStep } from "#app/[locale]/(account)/account/_journey/sign-step.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useLeaveWarning } from "#app/[locale]/(account)/account/_journey/use-leave-warning.ts";
import { wasFirst } from "#app/[locale]/(account)/account/_journey/was-first.ts";
import { beginOrderWord, type WaitingOrder } from "#browser/ceremonies/authority-order.ts";
import { useRouter } from "#i18n/navigation.ts";
import type { OrderWord as Word } from "#portal/orders/contract.ts";
import { Progress } from "#ui/progress.tsx";
import { WordForm } from "./word-form.tsx";

const STEPS = ["read", "sign"] as const;

type Begun = Awaited<ReturnType<typeof beginOrderWord>>;

interface OrderWordProps {
  readonly back: ReactNode;
  readonly order: WaitingOrder;
  /** The title and the facts, laid out by the server. */
  readonly children: ReactNode;
}

/** The second person reads an order and approves or declines it by a signature. */
export function OrderWord({ back, order, children }: OrderWordProps) {
  const t = useTranslations("orders");
  const language = useLocale();
  const router = useRouter();
  const { step, go } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [word, setWord] = useState<Word | null>(null);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [done, setDone] = useState(false);
  useLeaveWarning(begun !== null && !done, t("leave"));

  const begin = (said: Word) => {
    setWord(said);
    return act(async () => {
      setBegun(await beginOrderWord({ word: said, order, language }));
      go("sign");
    });
  };
  const sign = (ready: Begun, keyId: string) =>
    act(async () => {
      const ours = await wasFirst(ready.finish(keyId), "ORDER_NOT_WAITING", "ORDER_EXPIRED");
      setDone(true);
      router.replace(`/operator/orders/${order.id}${ours ? "" : "?faster"}`);
      router.refresh();
    });

  if (done) return <Progress>{t("decide.working")}</Progress>;
  if (step === "sign" && begun) {
    return (
      <SignStep
        keyHeading={t("key.heading")}
        keyLead={t("key.lead")}
        heading={t(word?.verdict === "DECLINE" ? "sign.decline" : "sign.approve")}
        sheet={t("sign.sheetWord")}
        text={begun.text}
        busy={busy}
        stopped={stopped}
        onSign={(keyId) => sign(begun, keyId)}
      />
    );
  }
  return (
    <>
      {back}
      <ProblemReport stopped={stopped} />
      <div className="grid gap-8 lg:grid-cols-[3fr_2fr] lg:gap-12">
        {children}
        <WordForm word={word} busy={busy} onWord={begin} />
      </div>
    </>
  );
}
