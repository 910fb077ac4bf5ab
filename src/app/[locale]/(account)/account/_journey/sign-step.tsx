"use client";

import type { ReactNode } from "react";
import type { ButtonVariant } from "#ui/button-look.ts";
import { BackButton } from "./back-button.tsx";
import { KeyPage } from "./key-page.tsx";
import { ProblemReport } from "./problem-report.tsx";
import { SignPage } from "./sign-page.tsx";
import type { Stopped } from "./use-act.ts";
import { useSigningKey } from "./use-signing-key.ts";

interface SignStepProps {
  /** What the page says that asks for the key. */
  readonly keyHeading: string;
  readonly keyLead: string;
  readonly heading: string;
  /** Names the document. */
  readonly sheet: string;
  readonly text: string;
  readonly variant?: ButtonVariant;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onSign: (keyId: string) => void;
  /** The way on from here but by signing; back, unless it says otherwise. */
  readonly children?: ReactNode;
}

/** The signature of a journey: the key first, where this visit has none open, then the document and what went wrong with it. */
export function SignStep({ keyHeading, keyLead, stopped, onSign, children, ...page }: SignStepProps) {
  const { signer, pick } = useSigningKey();
  if (!signer) {
    return (
      <KeyPage heading={keyHeading} lead={keyLead} onPicked={pick}>
        <BackButton />
      </KeyPage>
    );
  }
  return (
    <div className="mx-auto max-w-journey">
      <ProblemReport stopped={stopped} />
      <SignPage {...page} signer={signer} onSign={() => onSign(signer.id)}>
        {children ?? <BackButton />}
      </SignPage>
    </div>
  );
}
