"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { beginReissue } from "#browser/ceremonies/reissue.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { useRouter } from "#i18n/navigation.ts";
import type { Code } from "#portal/step-up/contract.ts";
import { Steps } from "#ui/steps.tsx";
import { BackButton } from "../../_journey/back-button.tsx";
import { CodePage } from "../../_journey/code-page.tsx";
import { useAct } from "../../_journey/use-act.ts";
import { useCode } from "../../_journey/use-code.ts";
import { useLeaveWarning } from "../../_journey/use-leave-warning.ts";
import { useSigningKey } from "../../_journey/use-signing-key.ts";
import { BackOrAgain } from "./back-or-again.tsx";
import { DetailsStep } from "./details-step.tsx";
import { KeyStep } from "./key-step.tsx";
import { Lost } from "./lost.tsx";
import { Making, type MakingStage } from "./making.tsx";
import type { ReissueView } from "./reissue-view.ts";
import { type SavedTo, SaveStep } from "./save-step.tsx";
import { SignStep } from "./sign-step.tsx";
import { StorageStep } from "./storage-step.tsx";
import { useReissueDraft } from "./use-reissue-draft.ts";

const STEPS = ["details", "storage", "key", "save", "sign", "code"] as const;

type Prepared = Awaited<ReturnType<typeof beginReissue>>;

/** The re-issuance from the form to the signature, one thing a page. Nothing reaches the register before the last click. */
export function ReissueWizard({ form, codesByEmail }: { readonly form: ReissueView; readonly codesByEmail: boolean }) {
  const t = useTranslations();
  const language = useLocale();
  const router = useRouter();
  const { signer, pick } = useSigningKey();
  const { draft, change, forget } = useReissueDraft(form.email);
  const { step, number, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const submitting = useAct();
  const { code, ask, ensure } = useCode();
  const [stage, setStage] = useState<MakingStage>("CHALLENGE");
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [savedTo, setSavedTo] = useState<SavedTo | null>(null);
  const [sent, setSent] = useState(false);
  useLeaveWarning(prepared !== null && !sent, t("reissue.sign.leave"));

  const above = (
    <Steps text={t("account.stepOf", { step: number, total: STEPS.length })} current={number} total={STEPS.length} />
  );

  const make = () =>
    act(async () => {
      setStage("CHALLENGE");
      setPrepared(
        await beginReissue({
          form,
          storage: "PERSONAL_COMPUTER",
          email: draft.email === "" ? undefined : draft.email,
          keyAlgorithm: draft.keyAlgorithm,
          language,
          onProgress: setStage,
        }),
      );
      setSavedTo(null);
      go("save");
    });

  const askForCode = ({ codeWish }: Prepared) =>
    act(async () => {
      submitting.forget();
      await ensure(codeWish);
      go("code");
    });

  const submit = (ready: Prepared, key: OpenedKey, typed: Code) =>
    submitting.act(async () => {
      await ready.finish(key.id, typed);
      setSent(true);
      forget();
      router.replace(`/account/requests/${ready.number}?submitted`);
    });

  if (step === "details") {
    return (
      <DetailsStep
        above={above}
        form={form}
        email={draft.email}
        onEmail={(email) => change({ email })}
        onContinue={() => go("storage")}
      />
    );
  }
  if (step === "storage") {
    return (
      <StorageStep above={above} draft={draft} onChange={change} onContinue={() => go("key")}>
        <BackButton />
      </StorageStep>
    );
  }
  if (step === "key" && draft.correct) {
    if (busy) return <Making above={above} stage={stage} />;
    return <KeyStep above={above} signer={signer} stopped={stopped} onPicked={pick} onMake={make} />;
  }
  if (step === "save" && prepared) {
    return (
      <SaveStep
        above={above}
        number={prepared.number}
        fileName={prepared.waitingFile.name}
        savedTo={savedTo}
        onSave={async () => setSavedTo(await prepared.waitingFile.save(signer?.id))}
        onContinue={() => go("sign")}
      />
    );
  }
  if (step === "sign" && prepared && signer && savedTo) {
    return (
      <SignStep
        above={above}
        text={prepared.text}
        signer={signer}
        busy={busy}
        stopped={stopped}
        onSign={() => askForCode(prepared)}
        onAgain={() => replace("key")}
      />
    );
  }
  if (step === "code" && prepared && signer && code) {
    return (
      <CodePage
        above={above}
        code={code}
        action={t("reissue.sign.submit")}
        byEmail={codesByEmail}
        busy={submitting.busy}
        stopped={submitting.stopped}
        onCode={(typed) => submit(prepared, signer, typed)}
        onAgain={(by) => submitting.act(() => ask(prepared.codeWish, by))}
      >
        <BackOrAgain stopped={submitting.stopped} onAgain={() => replace("key")} />
      </CodePage>
    );
  }
  return <Lost onAgain={() => replace("details")} />;
}
