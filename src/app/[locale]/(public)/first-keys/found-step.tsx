"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BackButton } from "#app/[locale]/(account)/account/_journey/back-button.tsx";
import { EmailStep } from "#app/[locale]/(account)/account/_journey/email-step.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import type { Found } from "./who-step.tsx";

interface FoundStepProps {
  readonly above: ReactNode;
  readonly found: Found;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onContinue: () => void;
}

/** Whom the state registers have, hidden but for the first letters, and the address for news. */
export function FoundStep({ found, ...step }: FoundStepProps) {
  const t = useTranslations("firstKeys.found");
  return <EmailStep {...step} t={t} facts={<Registered found={found} />} back={<BackButton />} />;
}

function Registered({ found: { asked, name, organisation } }: Pick<FoundStepProps, "found">) {
  const t = useTranslations("firstKeys.found");
  return (
    <>
      <SummaryList
        rows={[
          { term: t("name"), value: <bdi>{name}</bdi> },
          { term: t("iin"), value: <span className="figures">{asked.iin}</span> },
          ...(organisation ? [{ term: t("organisation"), value: <bdi>{organisation}</bdi> }] : []),
          ...("bin" in asked ? [{ term: t("bin"), value: <span className="figures">{asked.bin}</span> }] : []),
        ]}
      />
      <p className="max-w-prose text-sm text-soft">{t("masked")}</p>
    </>
  );
}
