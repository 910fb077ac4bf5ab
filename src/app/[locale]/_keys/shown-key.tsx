"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { browserDate } from "#i18n/browser-date.ts";
import { KeyCard } from "#ui/key-card.tsx";
import { Serial } from "#ui/serial.tsx";

/** A key that was opened from a file: whose, what for, until when, its serial number. */
export function ShownKey({ shown, actions }: { readonly shown: OpenedKey; readonly actions?: ReactNode }) {
  const t = useTranslations("common");
  return (
    <KeyCard
      headingLevel="h2"
      purpose={shown.purpose}
      purposeText={t(`key.purpose.${shown.purpose}`)}
      name={shown.commonName}
      organisation={shown.organisation}
      facts={[
        {
          term: t("key.validity"),
          value: `${t("date", browserDate(shown.notBefore))} – ${t("date", browserDate(shown.notAfter))}`,
        },
        { term: t("key.serial"), value: <Serial value={shown.serial} /> },
        ...(shown.iin ? [{ term: t("key.iin"), value: shown.iin }] : []),
        ...(shown.bin ? [{ term: t("key.bin"), value: shown.bin }] : []),
      ]}
      actions={actions}
    />
  );
}
