"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { BackButton } from "#app/[locale]/(account)/account/_journey/back-button.tsx";
import { NewPasswordForm } from "#app/[locale]/(account)/account/_journey/new-password-form.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useLeaveWarning } from "#app/[locale]/(account)/account/_journey/use-leave-warning.ts";
import { Lost } from "#app/[locale]/(account)/account/keys/reissue/lost.tsx";
import { Making, type MakingStage } from "#app/[locale]/(account)/account/keys/reissue/making.tsx";
import { type SavedTo, SaveStep } from "#app/[locale]/(account)/account/keys/reissue/save-step.tsx";
import { StorageStep } from "#app/[locale]/(account)/account/keys/reissue/storage-step.tsx";
import type { ReissueDraft } from "#app/[locale]/(account)/account/keys/reissue/use-reissue-draft.ts";
import { beginFirstKeys } from "#browser/ceremonies/first-keys.ts";
import { Steps } from "#ui/steps.tsx";
import { Filed } from "./filed.tsx";
import { FoundStep } from "./found-step.tsx";
import { type Found, WhoStep } from "./who-step.tsx";

const STEPS = ["who", "found", "storage", "password", "save", "done"] as const;
/** All but the last, which is no step of the person's. */
const TOTAL = STEPS.length - 1;

type Prepared = Awaited<ReturnType<typeof beginFirstKeys>>;

/** First keys from the typed number to the number to take along. The register learns of them at the last click. */
export function FirstKeysWizard() {
  const t = useTranslations();
  const language = useLocale();
  const { step, number, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const filing = useAct();
  const [found, setFound] = useState<Found | null>(null);
  const [draft, setDraft] = useState<ReissueDraft>({ email: "", keyAlgorithm: "RSA-2048", correct: false });
  const [stage, setStage] = useState<MakingStage>("CHALLENGE");
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [password, setPassword] = useState("");
  const [savedTo, setSavedTo] = useState<SavedTo | null>(null);
  const [sent, setSent] = useState(false);
  useLeaveWarning(prepared !== null && !sent, t("firstKeys.leave"));
  const change = (part: Partial<ReissueDraft>) => setDraft((now) => ({ ...now, ...part }));

  const above = <Steps text={t("account.stepOf", { step: number, total: TOTAL })} current={number} total={TOTAL} />;

  const make = (whose: Found, chosen: string) =>
    act(async () => {
      setStage("CHALLENGE");
      const { email, keyAlgorithm } = draft;
      const wish = { asked: whose.asked, question: whose.question, keyAlgorithm, language, onProgress: setStage };
      const to = email === "" ? {} : { email };
      setPrepared(await beginFirstKeys({ ...wish, ...to, storage: "PERSONAL_COMPUTER" }));
      setPassword(chosen);
      setSavedTo(null);
      go("save");
    });

  const file = (ready: Prepared) =>
    filing.act(async () => {
      await ready.finish();
      setSent(true);
      setPassword("");
      replace("done");
    });

  if (step === "who") {
    return (
      <WhoStep
        above={above}
        onFound={(whose) => {
          setFound(whose);
          go("found");
        }}
      />
    );
  }
  if (step === "found" && found) {
    return (
      <FoundStep
        above={above}
        found={found}
        email={draft.email}
        onEmail={(email) => change({ email })}
        onContinue={() => go("storage")}
      />
    );
  }
  if (step === "storage" && found) {
    return (
      <StorageStep above={above} draft={draft} onChange={change} onContinue={() => go("password")}>
        <BackButton />
      </StorageStep>
    );
  }
  if (step === "password" && found && draft.correct) {
    if (busy) return <Making above={above} stage={stage} />;
    return (
      <NewPasswordForm
        above={above}
        heading={t("firstKeys.password.heading")}
        submit={t("firstKeys.password.submit")}
        stopped={stopped}
        onPassword={(chosen) => make(found, chosen)}
      >
        <p className="max-w-prose text-soft">{t("firstKeys.password.lead")}</p>
      </NewPasswordForm>
    );
  }
  if (step === "save" && prepared) {
    return (
      <SaveStep
        above={above}
        number={prepared.number}
        fileName={prepared.waitingFile.name}
        protectedBy={t("firstKeys.save.password")}
        action={t("firstKeys.save.submit")}
        savedTo={savedTo}
        busy={filing.busy}
        stopped={filing.stopped}
        onSave={async () => setSavedTo(await prepared.waitingFile.save(password))}
        onContinue={() => file(prepared)}
      />
    );
  }
  if (step === "done" && prepared && found && sent) {
    return <Filed number={prepared.number} mark={prepared.mark} capacity={found.asked.capacity} />;
  }
  return <Lost words={{ title: t("firstKeys.title"), text: t("firstKeys.lost") }} onAgain={() => replace("who")} />;
}
