"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button.tsx";
import { BackButton } from "../../_journey/back-button.tsx";
import type { Stopped } from "../../_journey/use-act.ts";

interface BackOrAgainProps {
  readonly stopped: Stopped | null;
  readonly onAgain: () => void;
}

/** The way back; and from a refusal that the same keys would meet again, the way to new ones. */
export function BackOrAgain({ stopped, onAgain }: BackOrAgainProps) {
  const t = useTranslations("reissue");
  // a code, and how many were asked for, says nothing against the keys
  if (!stopped || /^(CODE_|STEP_UP_|TOO_MANY_)/.test(stopped.code)) return <BackButton />;
  return (
    <Button variant="secondary" onClick={onAgain}>
      {t("again")}
    </Button>
  );
}
