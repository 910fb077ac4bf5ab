"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { changeEmail, emailWish } from "#browser/ceremonies/change-email.ts";
import type { Code } from "#portal/step-up/contract.ts";
import { Steps } from "#ui/steps.tsx";
import { BackButton } from "../../_journey/back-button.tsx";
import { CodePage } from "../../_journey/code-page.tsx";
import { useAct } from "../../_journey/use-act.ts";
import { useCode } from "../../_journey/use-code.ts";
import { AddressStep } from "./address-step.tsx";
import { SentStep } from "./sent-step.tsx";

const STEPS = ["address", "code", "sent"] as const;
/** The last page is no step to take. */
const COUNTED = STEPS.length - 1;

interface EmailWizardProps {
  readonly iin: string;
  /** Where letters go now. */
  readonly email: string | null;
  readonly codesByEmail: boolean;
}

/** The new address, the code, and what to do next; the link does the rest, wherever it is followed. */
export function EmailWizard({ iin, email: now, codesByEmail }: EmailWizardProps) {
  const t = useTranslations();
  const { step, number, go, replace } = useStep(STEPS);
  const asking = useAct();
  const changing = useAct();
  const { code, ask, ensure } = useCode();
  const [email, setEmail] = useState("");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const above = <Steps text={t("account.stepOf", { step: number, total: COUNTED })} current={number} total={COUNTED} />;

  const askForCode = (address: string) =>
    asking.act(async () => {
      changing.forget();
      setEmail(address);
      await ensure(emailWish({ iin, email: address }));
      go("code");
    });
  const change = (typed: Code) =>
    changing.act(async () => {
      await changeEmail(email, typed);
      setSentTo(email);
      replace("sent");
    });

  if (step === "sent" && sentTo) return <SentStep email={sentTo} />;
  if (step === "code" && code && email) {
    return (
      <CodePage
        above={above}
        code={code}
        action={t("profile.newEmail.action")}
        byEmail={codesByEmail}
        busy={changing.busy}
        stopped={changing.stopped}
        onCode={change}
        onAgain={(by) => changing.act(() => ask(emailWish({ iin, email }), by))}
      >
        <BackButton />
      </CodePage>
    );
  }
  return (
    <AddressStep
      above={above}
      now={now}
      email={email}
      busy={asking.busy}
      stopped={asking.stopped}
      onContinue={askForCode}
    />
  );
}
