"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { SignStep } from "#app/[locale]/(account)/account/_journey/sign-step.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { beginConfirmations } from "#browser/ceremonies/confirmations.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Confirmations } from "#portal/confirmations/contract.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { RadioGroup } from "#ui/radio-group.tsx";

const STEPS = ["choose", "sign"] as const;

interface ConfirmationsWizardProps {
  readonly policy: { readonly confirmations: number; readonly managers: number };
  readonly bin: string;
  readonly organisation: string;
  /** The title and what stands, laid out by the server. */
  readonly children: ReactNode;
}

/** Chooses how many persons have to confirm, reads and signs it. */
export function ConfirmationsWizard({ policy, bin, organisation, children }: ConfirmationsWizardProps) {
  const t = useTranslations("approvals");
  const language = useLocale();
  const router = useRouter();
  const { step, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [count, setCount] = useState(String(policy.confirmations));
  const [missing, setMissing] = useState(false);
  const isSame = Number(count) === policy.confirmations;
  const [begun, setBegun] = useState<Awaited<ReturnType<typeof beginConfirmations>> | null>(null);

  const begin = () =>
    act(async () => {
      const confirmations = Confirmations.parse(Number(count));
      setBegun(await beginConfirmations({ confirmations, bin, organisation, language }));
      go("sign");
    });
  const sign = (finish: (keyId: string) => Promise<void>, keyId: string) =>
    act(async () => {
      await finish(keyId);
      setBegun(null);
      replace("choose");
      router.refresh();
    });

  if (step === "sign" && begun) {
    return (
      <SignStep
        keyHeading={t("key.heading")}
        keyLead={t("policy.keyLead")}
        heading={t("policy.signHeading")}
        sheet={t("policy.sheet")}
        text={begun.text}
        busy={busy}
        stopped={stopped}
        onSign={(keyId) => sign(begun.finish, keyId)}
      />
    );
  }
  const possible = ["1", "2", "3"].filter((value) => Number(value) <= Math.max(policy.managers, policy.confirmations));
  if (possible.length === 1) {
    return (
      <div className="space-y-6">
        {children}
        <Notice tone="info" title={t("policy.alone")}>
          <p>{t("policy.aloneText")}</p>
        </Notice>
      </div>
    );
  }
  return (
    <div className="space-y-6">
      <ProblemReport stopped={stopped} />
      {children}
      <RadioGroup
        id="confirmations"
        name="confirmations"
        legend={t("policy.legend")}
        hint={t("policy.hint")}
        error={missing && isSame ? t("policy.same") : undefined}
        value={count}
        onValueChange={setCount}
        options={possible.map((value) => ({ value, label: t("policy.persons", { count: Number(value) }) }))}
      />
      <Button busy={busy} onClick={() => (isSame ? setMissing(true) : begin())}>
        {t("policy.continue")}
      </Button>
    </div>
  );
}
