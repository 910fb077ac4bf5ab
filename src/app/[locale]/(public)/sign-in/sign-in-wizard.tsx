"use client";

import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { KeyPicker } from "#app/[locale]/_keys/key-picker.tsx";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { forgetKeys, keysInUse, subscribeToKeysInUse } from "#browser/keystore/key-session.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { Steps } from "#ui/steps.tsx";
import { SignChallenge } from "./sign-challenge.tsx";
import { StoreStep } from "./store-step.tsx";

const STEPS = ["store", "key", "sign"] as const;
const NONE: readonly OpenedKey[] = [];

/** Pictures 3 to 6 of the guide. A step that has not been earned falls back to the one before. */
export function SignInWizard({ next }: { readonly next: string }) {
  const t = useTranslations("signIn");
  const keys = useSyncExternalStore(subscribeToKeysInUse, keysInUse, () => NONE);
  const { step, go, replace } = useStep(STEPS);
  const [picked, setPicked] = useState<string | null>(null);
  const usable = keys.filter(
    ({ purpose, validity, issuer }) => purpose === "SIGN_IN" && validity === "VALID" && issuer === "OURS",
  );
  const key = usable.find(({ id }) => id === picked) ?? usable[0];
  const startOver = () => {
    forgetKeys();
    replace("key");
  };
  const shown = step === "sign" && !key ? "key" : step;
  const current = STEPS.indexOf(shown) + 1;
  const title = (
    <PageTitle above={<Steps text={t("step", { current, total: 3 })} current={current} total={3} />}>
      {t("title")}
    </PageTitle>
  );
  return (
    <>
      {shown === "store" && <StoreStep title={title} onChosen={() => go(key ? "sign" : "key")} />}
      {shown === "key" && (
        <KeyPicker
          purpose="SIGN_IN"
          title={title}
          onPicked={({ id }) => {
            setPicked(id);
            if (step === "sign") replace("sign");
            else go("sign");
          }}
        />
      )}
      {shown === "sign" && key && (
        <SignChallenge key={key.id} title={title} signer={key} all={keys} next={next} onAnother={startOver} />
      )}
    </>
  );
}
