"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { browserDate } from "#i18n/browser-date.ts";
import { KeyCard } from "#ui/key-card.tsx";
import { Serial } from "#ui/serial.tsx";

/** The key that will sign, as the same card as everywhere. */
export function OpenedKeyCard({ opened, actions }: { readonly opened: OpenedKey; readonly actions?: ReactNode }) {
  const t = useTranslations();
  return (
    <KeyCard
      headingLevel="h2"
      purpose="SIGNING"
      purposeText={t("states.slot.SIGN")}
      name={opened.commonName}
      organisation={opened.organisation}
      status={{ tone: "success", text: t("states.certificate.VALID") }}
      facts={[
        { term: t("keys.validUntil"), value: t("common.date", browserDate(opened.notAfter)) },
        { term: t("keys.serial"), value: <Serial value={opened.serial} /> },
      ]}
      actions={actions}
    />
  );
}
