"use client";

import { useTranslations } from "next-intl";
import { BackButton } from "#app/[locale]/(account)/account/_journey/back-button.tsx";
import { KeyPage } from "#app/[locale]/(account)/account/_journey/key-page.tsx";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { SignPage } from "#app/[locale]/(account)/account/_journey/sign-page.tsx";
import type { Stopped } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useSigningKey } from "#app/[locale]/(account)/account/_journey/use-signing-key.ts";

interface SignDelegationProps {
  readonly act: "giving" | "withdraw";
  readonly text: string;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onSign: (keyId: string) => void;
}

/** The signature that gives the right to confirm, or takes it back: the key first, where none is open. */
export function SignDelegation({ act, text, busy, stopped, onSign }: SignDelegationProps) {
  const t = useTranslations("delegation");
  const { signer, pick } = useSigningKey();
  if (!signer) {
    return (
      <KeyPage heading={t("keyHeading")} lead={t("keyLead")} onPicked={pick}>
        <BackButton />
      </KeyPage>
    );
  }
  return (
    <>
      <ProblemReport stopped={stopped} />
      <SignPage
        heading={t(`${act}.signHeading`)}
        sheet={t("sheet")}
        text={text}
        signer={signer}
        variant={act === "withdraw" ? "danger" : "primary"}
        busy={busy}
        onSign={() => onSign(signer.id)}
      >
        <BackButton />
      </SignPage>
    </>
  );
}
