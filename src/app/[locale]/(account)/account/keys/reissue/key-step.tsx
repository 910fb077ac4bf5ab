"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ShownKey } from "#app/[locale]/_keys/shown-key.tsx";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { Button } from "#ui/button.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { BackButton } from "../../_journey/back-button.tsx";
import { KeyPage } from "../../_journey/key-page.tsx";
import { ProblemReport } from "../../_journey/problem-report.tsx";
import type { Stopped } from "../../_journey/use-act.ts";

interface KeyStepProps {
  readonly above: ReactNode;
  readonly signer: OpenedKey | undefined;
  readonly stopped: Stopped | null;
  readonly onPicked: (key: OpenedKey) => void;
  readonly onMake: () => void;
}

/** Opens the signing key in force, unless this visit has it open, and starts the making of the new ones. */
export function KeyStep({ above, signer, stopped, onPicked, onMake }: KeyStepProps) {
  const t = useTranslations("reissue.key");
  if (!signer) {
    return (
      <KeyPage above={above} heading={t("heading")} lead={t("lead")} onPicked={onPicked}>
        <BackButton />
      </KeyPage>
    );
  }
  return (
    <div className="space-y-6">
      <ProblemReport stopped={stopped} />
      <PageTitle above={above} lead={t("leadInUse")}>
        {t("headingInUse")}
      </PageTitle>
      <ShownKey shown={signer} />
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={onMake}>{t("make")}</Button>
        <BackButton />
      </div>
    </div>
  );
}
