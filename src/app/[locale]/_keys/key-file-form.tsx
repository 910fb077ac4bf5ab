"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import type { OpenOutcome } from "#browser/keystore/opened-key.ts";
import { Link } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { ErrorSummary, type SummaryError } from "#ui/error-summary.tsx";
import { FileDrop } from "#ui/file-drop.tsx";
import { PasswordField } from "#ui/password-field.tsx";
import { Progress } from "#ui/progress.tsx";
import { shortFileName } from "#ui/short-file-name.ts";

const FILES = "key-files";
const PASSWORD = "key-password";

interface KeyFileFormProps {
  /** The page's title, which what is wrong stands above. */
  readonly title?: ReactNode;
  /** Which files may be chosen. */
  readonly hint: string;
  readonly passwordLabel: string;
  /** Another way to choose files than the browser's own input. */
  readonly choose?: () => Promise<readonly File[] | null>;
  /** Opens the files and goes on, or gives what is wrong with them. */
  readonly onOpen: (files: readonly File[], password: string) => Promise<OpenOutcome["problems"]>;
}

/** The path to the keystore, its password, and Open. */
export function KeyFileForm({ title, hint, passwordLabel, choose, onOpen }: KeyFileFormProps) {
  const t = useTranslations("keyPicker");
  const common = useTranslations("common");
  const told = useTranslations("errors");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const errorOf = (id: string) => errors.find(({ fieldId }) => fieldId === id)?.text;

  const open = async () => {
    const problems = await onOpen(files, password).catch(() => null);
    if (!problems) return setErrors([{ text: told("KEYSTORE_FAILED") }]);
    if (problems.length === 0) return;
    setPassword("");
    if (problems.every(({ problem }) => problem === "PASSWORD_WRONG")) {
      return setErrors([{ fieldId: PASSWORD, text: t("wrongPassword") }]);
    }
    setErrors(
      problems.map(({ fileName, problem }) => ({
        fieldId: FILES,
        text: told(`file.${problem}`, { fileName: shortFileName(fileName) }),
      })),
    );
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (running.current) return;
    const missing = [
      ...(files.length === 0 ? [{ fieldId: FILES, text: t("missing.files") }] : []),
      ...(password === "" ? [{ fieldId: PASSWORD, text: t("missing.password") }] : []),
    ];
    setErrors(missing);
    if (missing.length > 0) return;
    running.current = true;
    setBusy(true);
    await open();
    running.current = false;
    setBusy(false);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-8">
      <ErrorSummary title={common("problem")} titlePrefix={common("errorPrefix")} errors={errors} />
      {title}
      <div>
        <FileDrop
          id={FILES}
          label={t("files.label")}
          accept=".p12,.pfx,application/x-pkcs12"
          {...(choose && { choose })}
          files={files}
          onFiles={setFiles}
          error={errorOf(FILES)}
          texts={{
            drop: t("files.drop"),
            chooseFiles: t("files.chooseFiles"),
            chooseFolder: t("files.chooseFolder"),
            chosen: (names) => t("files.chosen", { names: names.map(shortFileName).join(", ") }),
            hint,
          }}
        />
        <Link href="/help/file" className="link mt-2 inline-flex min-h-11 items-center text-sm">
          {t("files.which")}
        </Link>
      </div>
      <div>
        <PasswordField
          id={PASSWORD}
          label={passwordLabel}
          hint={t("password.hint")}
          error={errorOf(PASSWORD)}
          value={password}
          onValueChange={setPassword}
          autoComplete="current-password"
          texts={{
            show: common("password.show"),
            hide: common("password.hide"),
            shown: common("password.shown"),
            hidden: common("password.hidden"),
            capsLock: common("password.capsLock"),
            nonLatin: common("password.nonLatin"),
          }}
        />
        <Link href="/help/password" className="link mt-2 inline-flex min-h-11 items-center text-sm">
          {t("password.forgot")}
        </Link>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" busy={busy}>
          {common("actions.open")}
        </Button>
        {busy && <Progress>{t("opening")}</Progress>}
      </div>
    </form>
  );
}
