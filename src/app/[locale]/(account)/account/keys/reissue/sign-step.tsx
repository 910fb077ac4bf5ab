"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import { SignPage } from "../../_journey/sign-page.tsx";
import type { Stopped } from "../../_journey/use-act.ts";
import { BackOrAgain } from "./back-or-again.tsx";

interface SignStepProps {
  readonly above: ReactNode;
  readonly text: string;
  readonly signer: OpenedKey;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onSign: () => void;
  readonly onAgain: () => void;
}

/** Picture 16: the request word for word. What is signed is sent with the code that is asked for next. */
export function SignStep({ above, text, signer, busy, stopped, onSign, onAgain }: SignStepProps) {
  const t = useTranslations("reissue.sign");
  return (
    <>
      <ProblemReport stopped={stopped} />
      <SignPage
        above={above}
        heading={t("heading")}
        sheet={t("sheet")}
        text={text}
        signer={signer}
        busy={busy}
        onSign={onSign}
      >
        <BackOrAgain stopped={stopped} onAgain={onAgain} />
      </SignPage>
    </>
  );
}
