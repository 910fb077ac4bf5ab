"use client";

import { useTranslations } from "next-intl";
import { SignStep } from "#app/[locale]/(account)/account/_journey/sign-step.tsx";
import type { Stopped } from "#app/[locale]/(account)/account/_journey/use-act.ts";

interface SignDelegationProps {
  readonly act: "giving" | "withdraw";
  readonly text: string;
  readonly busy: boolean;
  readonly stopped: Stopped | null;
  readonly onSign: (keyId: string) => void;
}

/** The signature that gives the right to confirm, or takes it back. */
export function SignDelegation({ act, ...step }: SignDelegationProps) {
  const t = useTranslations("delegation");
  return (
    <SignStep
      {...step}
      keyHeading={t("keyHeading")}
      keyLead={t("keyLead")}
      heading={t(`${act}.signHeading`)}
      sheet={t("sheet")}
      variant={act === "withdraw" ? "danger" : "primary"}
    />
  );
}
