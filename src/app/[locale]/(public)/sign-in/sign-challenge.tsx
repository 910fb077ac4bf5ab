"use client";

import { useLocale, useMessages, useTranslations } from "next-intl";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { KeyWall } from "#app/[locale]/_keys/key-wall.tsx";
import { ShownKey } from "#app/[locale]/_keys/shown-key.tsx";
import { errorKey } from "#app/[locale]/_steps/error-key.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { useRouter } from "#i18n/navigation.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { Button } from "#ui/button.tsx";
import { DocumentSheet } from "#ui/document-sheet.tsx";
import { ErrorSummary, type SummaryError } from "#ui/error-summary.tsx";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import { codeOf } from "./code-of.ts";
import { useChallenge } from "./use-challenge.ts";
import { wallOfRefusal } from "./wall-of-refusal.ts";

interface SignChallengeProps {
  readonly title: ReactNode;
  readonly signer: OpenedKey;
  readonly all: readonly OpenedKey[];
  readonly next: string;
  readonly onAnother: () => void;
}

/** Picture 6: the key, the text word for word, and Sign. */
export function SignChallenge({ title, signer, all, next, onAnother }: SignChallengeProps) {
  const t = useTranslations("signIn");
  const common = useTranslations("common");
  const told = useTranslations("errors");
  const { errors: sentences } = useMessages();
  const router = useRouter();
  const [code, setCode] = useState<{ readonly code: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const { challenge, renew } = useChallenge(
    useLocale(),
    useCallback((error: unknown) => setCode({ code: codeOf(error) }), []),
  );

  const sign = async () => {
    if (running.current || !challenge) return;
    running.current = true;
    setBusy(true);
    setCode(null);
    try {
      await challenge.finish(signer.id);
      router.push(next);
      router.refresh();
    } catch (error) {
      setCode({ code: codeOf(error) });
      running.current = false;
      setBusy(false);
      // A challenge is taken once, whatever came of it.
      await renew();
    }
  };

  const errors = useMemo(
    (): readonly SummaryError[] =>
      code && code.code !== "CHALLENGE_REFUSED" ? [{ text: told(errorKey(sentences, code.code)) }] : [],
    [code, sentences, told],
  );
  const wall = code && wallOfRefusal(code.code, signer);
  if (wall) {
    return (
      <>
        {title}
        <KeyWall wall={wall} onAnother={onAnother} />
      </>
    );
  }
  return (
    <div className="space-y-6">
      <ErrorSummary title={common("problem")} titlePrefix={common("errorPrefix")} errors={errors} />
      {title}
      {code?.code === "CHALLENGE_REFUSED" && (
        <Notice tone="warning" live>
          <p>{t("expiredText")}</p>
        </Notice>
      )}
      <ShownKey shown={signer} />
      {all.some(({ purpose }) => purpose === "SIGNING") && <p className="text-soft">{t("alsoSigning")}</p>}
      {challenge ? (
        <DocumentSheet
          title={parseDocument(challenge.text).fields.get("statement") ?? t("document.title")}
          label={t("document.label")}
          text={challenge.text}
          footer={t("document.footer", { origin: location.origin })}
        />
      ) : (
        !code && <Progress>{t("document.loading")}</Progress>
      )}
      <div className="flex flex-wrap items-center gap-4">
        {challenge || !code ? (
          <Button onClick={sign} busy={busy || !challenge}>
            {common("actions.sign")}
          </Button>
        ) : (
          <Button
            onClick={() => {
              setCode(null);
              void renew();
            }}
          >
            {common("actions.tryAgain")}
          </Button>
        )}
        {busy ? (
          <Progress>{t("signing")}</Progress>
        ) : (
          <Button variant="quiet" onClick={onAnother}>
            {t("anotherKey")}
          </Button>
        )}
      </div>
    </div>
  );
}
