"use client";

import { useMessages, useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import type { Code } from "#portal/step-up/contract.ts";
import { Button } from "#ui/button.tsx";
import type { ButtonVariant } from "#ui/button-look.ts";
import type { SummaryError } from "#ui/error-summary.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { TextField } from "#ui/text-field.tsx";
import { CodeNews } from "./code-news.tsx";
import { CodeNotReceived } from "./code-not-received.tsx";
import { ProblemReport } from "./problem-report.tsx";
import type { Stopped } from "./use-act.ts";
import type { FollowedCode } from "./use-code.ts";
import { useTitleFocus } from "./use-title-focus.ts";

interface CodePageProps {
  readonly above?: ReactNode;
  readonly code: FollowedCode;
  /** What the button does with it. */
  readonly action: string;
  readonly variant?: ButtonVariant;
  /** Whether it can come by e-mail, too. */
  readonly byEmail: boolean;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onCode: (code: Code) => void;
  readonly onAgain: (by?: "EMAIL") => void;
  /** The way back, as a button. */
  readonly children?: ReactNode;
}

const NONE: readonly SummaryError[] = [];
/** After these there is no more to try with this code. */
const OVER = ["CODE_TOO_MANY_TRIES", "CODE_EXPIRED"];

/** The second proof: the code that came by phone. Whatever is wrong with it, nothing that was entered before is lost. */
export function CodePage({ above, code, action, variant = "primary", byEmail, ...page }: CodePageProps) {
  const { busy, stopped, onCode, onAgain, children } = page;
  const t = useTranslations("account.code");
  const { CODE_WRONG: wrong } = useMessages().errors;
  useTitleFocus();
  const [digits, setDigits] = useState("");
  const [malformed, setMalformed] = useState<readonly SummaryError[]>(NONE);
  const isWrong = stopped?.code === "CODE_WRONG";
  const errors = useMemo(
    () => (isWrong && stopped ? [{ fieldId: "code", text: wrong }] : malformed),
    [isWrong, stopped, wrong, malformed],
  );
  const isOver = code.state.state === "ENDED" || (stopped !== null && OVER.includes(stopped.code));
  const canCome = code.state.state !== "IMPOSSIBLE";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const plain = digits.replaceAll(/[\s\p{Pd}]/gu, "");
    const isCode = /^\d{6}$/.test(plain);
    setMalformed(isCode ? NONE : [{ fieldId: "code", text: t("malformed") }]);
    if (isCode && !busy) onCode({ id: code.id, digits: plain });
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ProblemReport errors={errors} stopped={isWrong ? null : stopped} />
      <PageTitle above={above} lead={t("lead")}>
        {t("heading")}
      </PageTitle>
      <CodeNews code={code} />
      {canCome && (
        <TextField
          id="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          className="figures max-w-56 text-xl tracking-widest"
          label={t("label")}
          hint={t("hint")}
          error={errors[0]?.text}
          value={digits}
          onChange={(event) => setDigits(event.target.value)}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        {canCome && (
          <Button type="submit" variant={variant} busy={busy}>
            {busy ? t("working") : action}
          </Button>
        )}
        {isOver && (
          <Button variant="secondary" onClick={() => onAgain()}>
            {t("missing.again")}
          </Button>
        )}
        {children}
      </div>
      <CodeNotReceived code={code} byEmail={byEmail} onAgain={onAgain} />
    </form>
  );
}
