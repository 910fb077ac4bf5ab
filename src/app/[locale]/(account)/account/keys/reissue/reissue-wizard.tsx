"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { beginReissue } from "#browser/ceremonies/reissue.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Steps } from "#ui/steps.tsx";
import { BackButton } from "../../_journey/back-button.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import { SignPage } from "../../_journey/sign-page.tsx";
import { useAct } from "../../_journey/use-act.ts";
import { useLeaveWarning } from "../../_journey/use-leave-warning.ts";
import { useSigningKey } from "../../_journey/use-signing-key.ts";
import { DetailsStep } from "./details-step.tsx";
import { KeyStep } from "./key-step.tsx";
import { Making, type MakingStage } from "./making.tsx";
import type { ReissueView } from "./reissue-view.ts";
import { type SavedTo, SaveStep } from "./save-step.tsx";
import { StorageStep } from "./storage-step.tsx";
import { useReissueDraft } from "./use-reissue-draft.ts";

const STEPS = ["details", "storage", "key", "save", "sign"] as const;

type Prepared = Awaited<ReturnType<typeof beginReissue>>;

/** The re-issuance from the form to the signature, one thing a page. Nothing reaches the register before the last click. */
export function ReissueWizard({ form }: { readonly form: ReissueView }) {
  const t = useTranslations();
  const language = useLocale();
  const router = useRouter();
  const { signer, pick } = useSigningKey();
  const { draft, change, forget } = useReissueDraft(form.email);
  const { step, number, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
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

  const sign = (ready: Prepared, key: OpenedKey) =>
    act(async () => {
      await ready.finish(key.id);
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
      <>
        <ProblemReport stopped={stopped} />
        <SignPage
          above={above}
          heading={t("reissue.sign.heading")}
          sheet={t("reissue.sign.sheet")}
          text={prepared.text}
          signer={signer}
          busy={busy}
          onSign={() => sign(prepared, signer)}
        >
          {stopped ? (
            <Button variant="secondary" onClick={() => replace("key")}>
              {t("reissue.again")}
            </Button>
          ) : (
            <BackButton />
          )}
        </SignPage>
      </>
    );
  }
  return <Lost onAgain={() => replace("details")} />;
}

/** A step that a reload has taken the ground from. */
function Lost({ onAgain }: { readonly onAgain: () => void }) {
  const t = useTranslations("reissue");
  return (
    <div className="space-y-6">
      <PageTitle>{t("title")}</PageTitle>
      <Notice title={t("lost.title")}>
        <p>{t("lost.text")}</p>
      </Notice>
      <Button onClick={onAgain}>{t("again")}</Button>
    </div>
  );
}
