"use client";

import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { beginWithdrawal } from "#browser/ceremonies/withdraw-delegation.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { SignDelegation } from "../_parts/sign-delegation.tsx";

const STEPS = ["effect", "sign"] as const;

interface WithdrawWizardProps {
  readonly about: Omit<Parameters<typeof beginWithdrawal>[0], "language">;
  /** What it is that is taken back, laid out by the server. */
  readonly children: ReactNode;
}

/** What taking the right back does, and the signature that does it. */
export function WithdrawWizard({ about, children }: WithdrawWizardProps) {
  const t = useTranslations("delegation.withdraw");
  const language = useLocale();
  const router = useRouter();
  const { step, go } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [begun, setBegun] = useState<Awaited<ReturnType<typeof beginWithdrawal>> | null>(null);

  const begin = () =>
    act(async () => {
      setBegun(await beginWithdrawal({ ...about, language }));
      go("sign");
    });
  const sign = (finish: (keyId: string) => Promise<void>, keyId: string) =>
    act(async () => {
      await finish(keyId);
      router.push("/organisation/delegation");
      router.refresh();
    });

  if (step === "sign" && begun) {
    const { text, finish } = begun;
    return <SignDelegation act="withdraw" {...{ text, busy, stopped }} onSign={(keyId) => sign(finish, keyId)} />;
  }
  return (
    <div className="space-y-6">
      <ProblemReport stopped={stopped} />
      <PageTitle lead={t("lead", { name: about.name })}>{t("title")}</PageTitle>
      {children}
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} onClick={begin}>
          {t("continue")}
        </Button>
        <ButtonLink variant="quiet" href="/organisation/delegation">
          {t("keep")}
        </ButtonLink>
      </div>
    </div>
  );
}
