"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "#ui/button.tsx";
import { ButtonLink } from "#ui/button-link.tsx";
import { KeyPage } from "../../_journey/key-page.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import { SignPage } from "../../_journey/sign-page.tsx";
import type { Stopped } from "../../_journey/use-act.ts";
import { useSigningKey } from "../../_journey/use-signing-key.ts";

interface SignOrderProps {
  readonly above?: ReactNode;
  /** Exactly what is signed. */
  readonly text: string;
  readonly kind: "revoke" | "hold" | "release";
  /** Whether the key for signing in may sign it too. */
  readonly signInKeyWill: boolean;
  /** The key that is on hold: it cannot lift its own hold. */
  readonly except?: string;
  /** Whether a code is asked for after the signature: then this button does not act yet. */
  readonly needsCode?: boolean;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onSign: (keyId: string) => void;
  readonly onAgain: () => void;
}

/** Signs an order on keys: with the key for signing, or where that is what was lost, with the one for signing in. */
export function SignOrder({ text, kind, signInKeyWill, except, needsCode = false, ...props }: SignOrderProps) {
  const t = useTranslations("revoke.sign");
  const [withSignIn, setWithSignIn] = useState(false);
  const purposes = signInKeyWill ? (["SIGNING", "SIGN_IN"] as const) : (["SIGNING"] as const);
  const { signer, pick } = useSigningKey({ purposes, except });
  const { above, busy, stopped, onSign, onAgain } = props;
  if (!signer) {
    const which = withSignIn ? "auth" : "key";
    return (
      <KeyPage
        key={which}
        above={above}
        purpose={withSignIn ? "SIGN_IN" : "SIGNING"}
        heading={t(`${which}Heading`)}
        lead={withSignIn ? t(`authLead.${kind}`) : t("keyLead")}
        onPicked={pick}
      >
        {signInKeyWill && (
          <Button variant="quiet" onClick={() => setWithSignIn(!withSignIn)}>
            {t(withSignIn ? "notLost" : "lost")}
          </Button>
        )}
      </KeyPage>
    );
  }
  return (
    <>
      <ProblemReport stopped={stopped} />
      <SignPage
        above={above}
        heading={t("heading")}
        sheet={t("sheet")}
        text={text}
        signer={signer}
        action={needsCode ? undefined : t(kind)}
        variant={needsCode || kind === "release" ? "primary" : "danger"}
        busy={busy}
        onSign={() => onSign(signer.id)}
      >
        {stopped && (
          <Button variant="secondary" onClick={onAgain}>
            {t("again")}
          </Button>
        )}
        <ButtonLink variant="quiet" href="/account/keys">
          {t("keep")}
        </ButtonLink>
      </SignPage>
    </>
  );
}
