"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { beginRevocation } from "#browser/ceremonies/revocation.ts";
import { forgetKeys } from "#browser/keystore/key-session.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { Steps } from "#ui/steps.tsx";
import { useAct } from "../../_journey/use-act.ts";
import { useLeaveWarning } from "../../_journey/use-leave-warning.ts";
import { SignOrder } from "../_order/sign-order.tsx";
import { WatchOrder } from "../_order/watch-order.tsx";
import { EffectStep } from "./effect-step.tsx";
import type { KeyView } from "./key-view.ts";
import { KeysStep } from "./keys-step.tsx";
import { ReasonStep } from "./reason-step.tsx";

const STEPS = ["keys", "reason", "effect", "sign", "done"] as const;
/** The last page is no step to take. */
const COUNTED = STEPS.length - 1;

interface RevokeWizardProps {
  readonly keys: readonly KeyView[];
  readonly preselected: readonly string[];
  readonly reason?: RevocationReason | undefined;
  /** Some of the keys that were asked for can no longer be revoked. */
  readonly someAreGone: boolean;
}

/** Which keys, why, what that does and does not do, the signature, and what became of it. */
export function RevokeWizard({ keys, preselected, reason: given, someAreGone }: RevokeWizardProps) {
  const t = useTranslations();
  const language = useLocale();
  const { step, number, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const [serials, setSerials] = useState<readonly string[]>(preselected);
  const [reason, setReason] = useState<RevocationReason | undefined>(given);
  const [begun, setBegun] = useState<Awaited<ReturnType<typeof beginRevocation>> | null>(null);
  const [order, setOrder] = useState<string | null>(null);
  useLeaveWarning(begun !== null && order === null && step === "sign", t("revoke.sign.leave"));
  const chosen = keys.filter(({ serial }) => serials.includes(serial));
  const kind = reason === "CERTIFICATE_HOLD" ? "hold" : "revoke";
  const above = <Steps text={t("account.stepOf", { step: number, total: COUNTED })} current={number} total={COUNTED} />;

  const begin = (why: RevocationReason) =>
    act(async () => {
      setBegun(await beginRevocation({ certificates: chosen, reason: why, language }));
      go("sign");
    });
  const sign = (finish: (keyId: string) => Promise<string>, keyId: string) =>
    act(async () => {
      setOrder(await finish(keyId));
      // a revoked key must not lie open
      if (chosen.some(({ relation }) => relation === "OWN")) forgetKeys();
      replace("done");
    });

  if (step === "done" && order) return <WatchOrder order={order} kind={kind} count={chosen.length} />;
  if (step === "sign" && begun) {
    return (
      <SignOrder
        above={above}
        text={begun.text}
        kind={kind}
        signInKeyWill={chosen.every(({ relation }) => relation === "OWN")}
        busy={busy}
        stopped={stopped}
        onSign={(keyId) => sign(begun.finish, keyId)}
        onAgain={() => replace("effect")}
      />
    );
  }
  if (step === "effect" && reason && chosen.length > 0) {
    return (
      <EffectStep
        above={above}
        keys={keys}
        chosen={chosen}
        reason={reason}
        busy={busy}
        stopped={stopped}
        onContinue={() => begin(reason)}
      />
    );
  }
  if (step === "reason" && chosen.length > 0) {
    return (
      <ReasonStep
        above={above}
        reason={reason}
        mayHold={chosen.every(({ onHold }) => !onHold)}
        onReason={(why) => {
          setReason(why);
          go("effect");
        }}
      />
    );
  }
  return (
    <KeysStep
      above={above}
      keys={keys}
      chosen={serials}
      someAreGone={someAreGone}
      onChosen={(picked) => {
        setSerials(picked);
        go("reason");
      }}
    />
  );
}
