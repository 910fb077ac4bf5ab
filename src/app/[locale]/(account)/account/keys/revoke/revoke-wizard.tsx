"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { beginRevocation } from "#browser/ceremonies/revocation.ts";
import { forgetKeys } from "#browser/keystore/key-session.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import type { Code } from "#portal/step-up/contract.ts";
import { Steps } from "#ui/steps.tsx";
import { BackButton } from "../../_journey/back-button.tsx";
import { CodePage } from "../../_journey/code-page.tsx";
import { useAct } from "../../_journey/use-act.ts";
import { useCode } from "../../_journey/use-code.ts";
import { useLeaveWarning } from "../../_journey/use-leave-warning.ts";
import { SignOrder } from "../_order/sign-order.tsx";
import { WatchOrder } from "../_order/watch-order.tsx";
import { EffectStep } from "./effect-step.tsx";
import type { KeyView } from "./key-view.ts";
import { KeysStep } from "./keys-step.tsx";
import { ReasonStep } from "./reason-step.tsx";

const STEPS = ["keys", "reason", "effect", "sign", "code", "done"] as const;

type Begun = Awaited<ReturnType<typeof beginRevocation>>;

interface RevokeWizardProps {
  readonly keys: readonly KeyView[];
  readonly preselected: readonly string[];
  readonly reason?: RevocationReason | undefined;
  /** Some of the keys that were asked for can no longer be revoked. */
  readonly someAreGone: boolean;
  readonly codesByEmail: boolean;
}

/** Which keys, why, what that does and does not do, the signature, for others' keys a code, and what became of it. */
export function RevokeWizard({ keys, preselected, reason: given, someAreGone, codesByEmail }: RevokeWizardProps) {
  const t = useTranslations();
  const language = useLocale();
  const { step, number, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const ordering = useAct();
  const { code, ask, ensure } = useCode();
  const [serials, setSerials] = useState<readonly string[]>(preselected);
  const [reason, setReason] = useState<RevocationReason | undefined>(given);
  const [begun, setBegun] = useState<Begun | null>(null);
  const [signerId, setSignerId] = useState<string | null>(null);
  const [order, setOrder] = useState<string | null>(null);
  useLeaveWarning(begun !== null && order === null && (step === "sign" || step === "code"), t("revoke.sign.leave"));
  const chosen = keys.filter(({ serial }) => serials.includes(serial));
  const kind = reason === "CERTIFICATE_HOLD" ? "hold" : "revoke";
  const overOthers = chosen.some(({ relation }) => relation === "STAFF");
  // what became of it is no step to take
  const total = overOthers ? 5 : 4;
  const above = <Steps text={t("account.stepOf", { step: number, total })} current={number} total={total} />;

  const begin = (why: RevocationReason) =>
    act(async () => {
      setBegun(await beginRevocation({ certificates: chosen, reason: why, language }));
      go("sign");
    });
  const askForCode = ({ codeWish }: Begun, keyId: string) =>
    act(async () => {
      ordering.forget();
      setSignerId(keyId);
      await ensure(codeWish);
      go("code");
    });
  const sign = (run: typeof act, { finish }: Begun, keyId: string, typed?: Code) =>
    run(async () => {
      setOrder(await finish(keyId, typed));
      // a revoked key must not lie open
      if (chosen.some(({ relation }) => relation === "OWN")) forgetKeys();
      replace("done");
    });

  if (step === "done" && order) return <WatchOrder order={order} kind={kind} count={chosen.length} />;
  if (step === "code" && begun && code && signerId) {
    return (
      <CodePage
        above={above}
        code={code}
        action={t(`revoke.sign.${kind}`)}
        variant="danger"
        byEmail={codesByEmail}
        busy={ordering.busy}
        stopped={ordering.stopped}
        onCode={(typed) => sign(ordering.act, begun, signerId, typed)}
        onAgain={(by) => ordering.act(() => ask(begun.codeWish, by))}
      >
        <BackButton />
      </CodePage>
    );
  }
  if (step === "sign" && begun) {
    return (
      <SignOrder
        above={above}
        text={begun.text}
        kind={kind}
        signInKeyWill={chosen.every(({ relation }) => relation === "OWN")}
        busy={busy}
        stopped={stopped}
        needsCode={overOthers}
        onSign={(keyId) => (overOthers ? askForCode(begun, keyId) : sign(act, begun, keyId))}
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
