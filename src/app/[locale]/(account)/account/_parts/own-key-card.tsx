import { useLocale, useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { formatDateInText } from "#i18n/dates.ts";
import type { KeyCard as OwnKey } from "#portal/certificates/key-card.ts";
import { KeyCard } from "#ui/key-card.tsx";
import { Serial } from "#ui/serial.tsx";
import { KEY_TONE } from "./key-tone.ts";

const DAY_MS = 86_400_000;

interface OwnKeyCardProps {
  readonly of: OwnKey;
  readonly name: string;
  readonly organisation?: string | undefined;
  /** What the page tells besides storage and serial number. */
  readonly facts?: NonNullable<ComponentProps<typeof KeyCard>["facts"]>;
  /** What can be done now. */
  readonly actions?: ReactNode;
  readonly headingLevel?: "h2" | "h3";
}

/** A key of the register as a card: what it is for, where it lives, how long it lives. */
export function OwnKeyCard({ of: key, name, organisation, facts = [], actions, headingLevel = "h3" }: OwnKeyCardProps) {
  const t = useTranslations("keys");
  const states = useTranslations("states");
  const locale = useLocale();
  const until = formatDateInText(key.notAfter, locale);
  const wholeLife = (key.notAfter.getTime() - key.notBefore.getTime()) / DAY_MS;
  return (
    <KeyCard
      headingLevel={headingLevel}
      actions={actions}
      purpose={key.slot === "AUTH" ? "SIGN_IN" : "SIGNING"}
      purposeText={states(`slot.${key.slot}`)}
      name={name}
      organisation={organisation}
      status={{ tone: KEY_TONE[key.status], text: states(`certificate.${key.status}`) }}
      life={{
        left: key.status === "VALID" ? key.daysLeft / wholeLife : 0,
        text: key.status === "VALID" ? t("life", { until, days: key.daysLeft }) : t("ended", { until }),
      }}
      facts={[
        { term: t("storage"), value: states(`storage.${key.storage}`) },
        { term: t("serial"), value: <Serial value={key.serial} /> },
        ...facts,
      ]}
    />
  );
}
