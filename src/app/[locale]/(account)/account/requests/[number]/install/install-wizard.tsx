"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import {
  confirmInstalled,
  findWaitingKeys,
  type KeyFile,
  makeKeyFiles,
  saveFiles,
} from "#browser/ceremonies/install.ts";
import type { WaitingKeys } from "#browser/keystore/waiting-keys.ts";
import { useRouter } from "#i18n/navigation.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { Progress } from "#ui/progress.tsx";
import { Steps } from "#ui/steps.tsx";
import { NewPasswordForm } from "../../../_journey/new-password-form.tsx";
import { useAct } from "../../../_journey/use-act.ts";
import { useLeaveWarning } from "../../../_journey/use-leave-warning.ts";
import { InstalledPanel } from "../installed-panel.tsx";
import { ConfirmStep } from "./confirm-step.tsx";
import { FindKeysStep } from "./find-keys-step.tsx";

const STEPS = ["keys", "password", "confirm"] as const;

interface InstallWizardProps {
  readonly number: string;
  /** The name of the file with the waiting keys. */
  readonly waitingFileName: string;
  /** Whether the old keys are revoked by themselves, and this session with them: then no other page can be counted on. */
  readonly oldKeysGo: boolean;
}

/** Pictures 11 to 13: the waiting keys are found, joined with their certificates under a new password, saved and confirmed. */
export function InstallWizard({ number, waitingFileName, oldKeysGo }: InstallWizardProps) {
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
      const made = await makeKeyFiles({ number, waiting: keys, password, onProgress: setStage });
      setFiles(made);
      setSavedTo(null);
      replace("confirm");
    });

  const confirm = () =>
    act(async () => {
      await confirmInstalled(number);
      setDone(true);
      if (!oldKeysGo) router.replace(`/account/requests/${number}?installed`);
    });

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
      inBrowser={inBrowser}
      onFound={(keys) => {
        setWaiting(keys);
        go("password");
      }}
    />
  );
}

/** The waiting keys that this browser holds; undefined while it is asked. A browser that forbids its store holds none. */
function useWaitingKeys(number: string): WaitingKeys | null | undefined {
  const [found, setFound] = useState<WaitingKeys | null>();
  useEffect(() => {
    let wanted = true;
    findWaitingKeys(number).then(
      (keys) => wanted && setFound(keys),
      () => wanted && setFound(null),
    );
    return () => {
      wanted = false;
    };
  }, [number]);
  return found;
}

const STAGES = ["CERTIFICATES", "FILE_1", "FILE_2"] as const;
type Stage = (typeof STAGES)[number];

function Making({ above, stage }: { readonly above: ReactNode; readonly stage: Stage }) {
  const t = useTranslations("install.making");
  return (
    <div className="space-y-6">
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      <Progress done={(STAGES.indexOf(stage) + 0.5) / STAGES.length}>{t(stage)}</Progress>
    </div>
  );
}
