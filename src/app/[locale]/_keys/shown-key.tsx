"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { browserDate } from "#i18n/browser-date.ts";
import { KeyCard } from "#ui/key-card.tsx";
import { Serial } from "#ui/serial.tsx";

interface ShownKeyProps {
  readonly shown: OpenedKey;
  /** What is particular about it, where that matters. */
  readonly status?: ComponentProps<typeof KeyCard>["status"];
  readonly actions?: ReactNode;
}

/** A key that was opened from a file: whose, what for, until when, its serial number. */
export function ShownKey({ shown, status, actions }: ShownKeyProps) {
  const t = useTranslations("common");
  return (
    <KeyCard
      headingLevel="h2"
      purpose={shown.purpose}
      purposeText={t(`key.purpose.${shown.purpose}`)}
      name={shown.commonName}
      organisation={shown.organisation}
      {...(status && { status })}
      facts={[
        {
          term: t("key.validity"),
          value: (
            <>
              <span className="whitespace-nowrap">{t("date", browserDate(shown.notBefore))} –</span>{" "}
              <span className="whitespace-nowrap">{t("date", browserDate(shown.notAfter))}</span>
            </>
          ),
        },
        { term: t("key.serial"), value: <Serial value={shown.serial} /> },
        ...(shown.iin ? [{ term: t("key.iin"), value: shown.iin }] : []),
        ...(shown.bin ? [{ term: t("key.bin"), value: shown.bin }] : []),
      ]}
      actions={actions}
    />
  );
}
