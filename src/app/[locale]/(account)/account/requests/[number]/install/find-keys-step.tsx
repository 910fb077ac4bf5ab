"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { readWaitingFile } from "#browser/ceremonies/install.ts";
import type { WaitingKeys } from "#browser/keystore/waiting-keys.ts";
import { Button } from "#ui/button.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import type { SummaryError } from "#ui/error-summary.tsx";
import { FileDrop } from "#ui/file-drop.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { PasswordField } from "#ui/password-field.tsx";
import { Progress } from "#ui/progress.tsx";
import { ProblemReport } from "../../../_journey/problem-report.tsx";
import { useAct } from "../../../_journey/use-act.ts";
import { usePasswordTexts } from "../../../_journey/use-password-texts.ts";
import { useTitleFocus } from "../../../_journey/use-title-focus.ts";

interface FindKeysStepProps {
  readonly above: ReactNode;
  /** The name that the file was saved under. */
  readonly fileName: string;
  /** Their file has a password of its own. */
  readonly first: boolean;
  /** Those of this browser; undefined while they are looked for, null where there are none. */
  readonly inBrowser: WaitingKeys | null | undefined;
  readonly onFound: (keys: WaitingKeys) => void;
}

/** The keys that wait for their certificates: from this browser, or from the file that was saved with the request. */
export function FindKeysStep({ above, fileName, first, inBrowser, onFound }: FindKeysStepProps) {
  const t = useTranslations("install.keys");
  const [fromFile, setFromFile] = useState(false);

  if (inBrowser === undefined) {
    return (
      <div className="space-y-6">
        <PageTitle above={above}>{t("heading")}</PageTitle>
        <Progress>{t("looking")}</Progress>
      </div>
    );
  }
  if (inBrowser && !fromFile) {
    return (
      <div className="space-y-6">
        <PageTitle above={above}>{t("heading")}</PageTitle>
        <Notice tone="success" title={t("found")}>
          <p>{t("foundText")}</p>
        </Notice>
        <div className="flex flex-wrap items-center gap-3">
          <Button onClick={() => onFound(inBrowser)}>{t("continue")}</Button>
          <Button variant="quiet" onClick={() => setFromFile(true)}>
            {t("otherFile")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <WaitingFileForm above={above} fileName={fileName} first={first} missing={inBrowser === null} onFound={onFound} />
  );
}

interface WaitingFileFormProps extends Omit<FindKeysStepProps, "inBrowser"> {
  /** This browser was searched in vain. */
  readonly missing: boolean;
}

function WaitingFileForm({ above, fileName, first, missing, onFound }: WaitingFileFormProps) {
  useTitleFocus();
  const t = useTranslations("install.keys");
  const texts = usePasswordTexts();
  const { busy, stopped, act, forget } = useAct();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const file = files.length === 1 ? files[0] : files.find(({ name }) => name === fileName);
    const wrong = [
      ...(files.length === 0 ? [{ fieldId: "waiting-file", text: t("fileMissing") }] : []),
      ...(files.length > 0 && !file ? [{ fieldId: "waiting-file", text: t("fileNotThere", { file: fileName }) }] : []),
      ...(password === "" ? [{ fieldId: "old-password", text: t("oldPasswordMissing") }] : []),
    ];
    setErrors(wrong);
    forget();
    if (wrong.length > 0 || !file) return;
    setPassword("");
    void act(async () => onFound(await readWaitingFile(file, password)));
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={stopped} />
      <PageTitle above={above}>{t("heading")}</PageTitle>
      {missing && (
        <Notice title={t("notFound")}>
          <p className="break-words">{t("notFoundText", { file: fileName })}</p>
        </Notice>
      )}
      <FileDrop
        id="waiting-file"
        label={t("file")}
        error={errorOf("waiting-file")}
        files={files}
        onFiles={setFiles}
        texts={{
          drop: t("drop"),
          chooseFiles: t("chooseFile"),
          chooseFolder: t("chooseFolder"),
          chosen: (names) => t("chosen", { name: names.find((name) => name === fileName) ?? names.join(", ") }),
        }}
      />
      <PasswordField
        id="old-password"
        autoComplete="current-password"
        label={t(first ? "ownPassword" : "oldPassword")}
        hint={t("oldPasswordHint")}
        error={errorOf("old-password")}
        value={password}
        onValueChange={setPassword}
        texts={texts}
      />
      <Button type="submit" busy={busy}>
        {t("open")}
      </Button>
      <Disclosure summary={t("lostTitle")}>
        <p className="max-w-prose">{t("lostText")}</p>
      </Disclosure>
    </form>
  );
}
