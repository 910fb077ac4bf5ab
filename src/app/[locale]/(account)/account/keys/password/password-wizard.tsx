"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useStep } from "#app/[locale]/_steps/use-step.ts";
import {
  beginPasswordChange,
  type ChangedFile,
  type PasswordChangeBegun,
} from "#browser/ceremonies/change-password.ts";
import { forgetKeys } from "#browser/keystore/key-session.ts";
import { Steps } from "#ui/steps.tsx";
import { NewPasswordForm } from "../../_journey/new-password-form.tsx";
import { useAct } from "../../_journey/use-act.ts";
import { useLeaveWarning } from "../../_journey/use-leave-warning.ts";
import { ChangedKeys } from "./changed-keys.tsx";
import { Changing } from "./changing.tsx";
import { DoneStep } from "./done-step.tsx";
import { FileStep } from "./file-step.tsx";
import { type Saved, SaveStep } from "./save-step.tsx";

const STEPS = ["file", "password", "save", "done"] as const;

/** Open with the old password, set the new one, put the new file in the place of the old: nothing leaves the browser. */
export function PasswordWizard() {
  const t = useTranslations();
  const { step, go, replace } = useStep(STEPS);
  const { busy, stopped, act, forget } = useAct();
  const [begun, setBegun] = useState<PasswordChangeBegun | null>(null);
  const [place, setPlace] = useState(1);
  const [changed, setChanged] = useState<readonly ChangedFile[] | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  useLeaveWarning(changed !== null && saved === null, t("changePassword.leave"));
  const stepAt = (current: number) => (
    <Steps text={t("account.stepOf", { step: current, total: 3 })} current={current} total={3} />
  );

  const open = async (files: readonly File[], oldPassword: string) => {
    const outcome = await beginPasswordChange(files, oldPassword);
    if ("problems" in outcome) return outcome.problems;
    forget();
    setBegun(outcome);
    go("password");
    return [];
  };
  const change = ({ finish }: PasswordChangeBegun, password: string) =>
    act(async () => {
      setChanged(await finish(password, setPlace));
      setSaved(null);
      replace("save");
    });
  const done = (outcome: Saved) => {
    // a key that is open still has the old password, under which the next waiting file would be written
    forgetKeys();
    setBegun(null);
    setSaved(outcome);
    replace("done");
  };

  if (step === "password" && begun) {
    if (busy) return <Changing place={place} total={begun.keys.length} />;
    return (
      <NewPasswordForm
        above={stepAt(2)}
        heading={t("changePassword.password.heading")}
        submit={t("changePassword.password.submit")}
        stopped={stopped}
        objection={(password) => (begun.isOldPassword(password) ? t("errors.PASSWORD_SAME") : undefined)}
        onPassword={(password) => change(begun, password)}
      >
        <ChangedKeys keys={begun.keys} />
      </NewPasswordForm>
    );
  }
  if (step === "save" && changed) return <SaveStep above={stepAt(3)} files={changed} onSaved={done} />;
  if (step === "done" && saved) return <DoneStep {...saved} />;
  return <FileStep above={stepAt(1)} onOpen={open} />;
}
