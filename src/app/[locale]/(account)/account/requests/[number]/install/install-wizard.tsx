"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import { FirstInstalled } from "#app/[locale]/(public)/first-keys/first-installed.tsx";
import { confirmFirstInstalled, fetchFirstPair } from "#browser/ceremonies/first-install.ts";
import { confirmInstalled, type KeyFile, makeKeyFiles, saveFiles } from "#browser/ceremonies/install.ts";
import type { WaitingKeys } from "#browser/keystore/waiting-keys.ts";
import { useRouter } from "#i18n/navigation.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { Steps } from "#ui/steps.tsx";
import { NewPasswordForm } from "../../../_journey/new-password-form.tsx";
import { useAct } from "../../../_journey/use-act.ts";
import { useLeaveWarning } from "../../../_journey/use-leave-warning.ts";
import { InstalledPanel } from "../installed-panel.tsx";
import { ConfirmStep } from "./confirm-step.tsx";
import { FindKeysStep } from "./find-keys-step.tsx";
import { Making, type Stage } from "./making.tsx";
import { useWaitingKeys } from "./use-waiting-keys.ts";

const STEPS = ["keys", "password", "confirm"] as const;

interface InstallWizardProps {
  readonly number: string;
  /** The name of the file with the waiting keys. */
  readonly waitingFileName: string;
  /** Whether the old keys are revoked by themselves, and this session with them: then no other page can be counted on. */
  readonly oldKeysGo: boolean;
  /** These are first keys: nobody is signed in, and the waiting keys prove whose they are. */
  readonly first?: boolean;
}

/** Pictures 11 to 13: the waiting keys are found, joined with their certificates under a new password, saved and confirmed. */
export function InstallWizard({ number, waitingFileName, oldKeysGo, first = false }: InstallWizardProps) {
  const t = useTranslations();
  const router = useRouter();
  const { step, number: place, go, replace } = useStep(STEPS);
  const { busy, stopped, act } = useAct();
  const inBrowser = useWaitingKeys(number);
  const [waiting, setWaiting] = useState<WaitingKeys | null>(null);
  const [files, setFiles] = useState<readonly KeyFile[] | null>(null);
  const [savedTo, setSavedTo] = useState<"FOLDER" | "DOWNLOAD" | null>(null);
  const [stage, setStage] = useState<Stage>("CERTIFICATES");
  const [done, setDone] = useState(false);
  useLeaveWarning(files !== null && !done, t("install.leave"));

  const above = (
    <Steps text={t("account.stepOf", { step: place, total: STEPS.length })} current={place} total={STEPS.length} />
  );

  const make = (keys: WaitingKeys, password: string) =>
    act(async () => {
      const made = await makeKeyFiles({
        ...{ number, password, waiting: keys },
        ...(first && { fetchPair: fetchFirstPair }),
        onProgress: setStage,
      });
      setFiles(made);
      setSavedTo(null);
      replace("confirm");
    });

  const confirm = () =>
    act(async () => {
      await (first && waiting ? confirmFirstInstalled(waiting) : confirmInstalled(number));
      setDone(true);
      if (!oldKeysGo && !first) router.replace(`/account/requests/${number}?installed`);
    });

  if (done && first) return <FirstInstalled />;
  if (done && oldKeysGo) {
    return (
      <>
        <PageTitle>{t("requests.installed.heading")}</PageTitle>
        <InstalledPanel number={number} policy="always" old={[]} />
      </>
    );
  }
  if (step === "password" && waiting) {
    if (busy) return <Making above={above} stage={stage} />;
    return (
      <NewPasswordForm
        above={above}
        heading={t("install.password.heading")}
        submit={t("install.password.submit")}
        stopped={stopped}
        onPassword={(password) => make(waiting, password)}
      />
    );
  }
  if (step === "confirm" && files) {
    return (
      <ConfirmStep
        above={above}
        fileNames={files.map(({ name }) => name)}
        savedTo={savedTo}
        busy={busy}
        stopped={stopped}
        onSave={async () => setSavedTo(await saveFiles(files))}
        onConfirm={confirm}
      />
    );
  }
  return (
    <FindKeysStep
      above={above}
      fileName={waitingFileName}
      first={first}
      inBrowser={inBrowser}
      onFound={(keys) => {
        setWaiting(keys);
        go("password");
      }}
    />
  );
}
