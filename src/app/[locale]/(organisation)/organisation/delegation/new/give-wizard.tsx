"use client";

import { useLocale } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { beginGiving } from "#browser/ceremonies/give-delegation.ts";
import { useRouter } from "#i18n/navigation.ts";
import type { Choice } from "#portal/delegations/who-may-have-it.ts";
import { SignDelegation } from "../_parts/sign-delegation.tsx";
import { type Chosen, GiveForm } from "./give-form.tsx";

const STEPS = ["choose", "sign"] as const;

interface GiveWizardProps {
  readonly choice: Choice;
  readonly bin: string;
  readonly organisation: string;
}

/** Chooses who is to have the right to confirm, when and for what; then reads and signs it. */
export function GiveWizard({ choice, bin, organisation }: GiveWizardProps) {
  const language = useLocale();
  const router = useRouter();
  const { step, go } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [chosen, setChosen] = useState<Chosen>({ delegate: "", from: choice.earliest, last: "", kinds: [] });
  const [begun, setBegun] = useState<Awaited<ReturnType<typeof beginGiving>> | null>(null);

  const begin = () =>
    act(async () => {
      const person = choice.people.find(({ id }) => id === chosen.delegate);
      if (!person) return;
      const { id: _, ...whose } = person;
      setBegun(await beginGiving({ ...chosen, ...whose, bin, organisation, language }));
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
    return <SignDelegation act="giving" {...{ text, busy, stopped }} onSign={(keyId) => sign(finish, keyId)} />;
  }
  return <GiveForm {...{ choice, chosen, busy, stopped }} onChosen={setChosen} onContinue={begin} />;
}
