"use client";

import { useTranslations } from "next-intl";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { Button } from "#ui/button.tsx";
import { ShownKey } from "./shown-key.tsx";
import type { KeyPurpose } from "./sort-opened.ts";

interface ChooseKeyProps {
  readonly purpose: KeyPurpose;
  readonly keys: readonly OpenedKey[];
  readonly onPicked: (key: OpenedKey) => void;
}

/** Several keys would do: the person says which. */
export function ChooseKey({ purpose, keys, onPicked }: ChooseKeyProps) {
  const t = useTranslations("keyPicker");
  return (
    <section aria-labelledby="choose-key" className="space-y-4">
      <h2 id="choose-key" tabIndex={-1} className="text-xl">
        {t(`choose.${purpose}`)}
      </h2>
      {keys.map((key) => (
        <ShownKey
          key={key.id}
          shown={key}
          actions={
            <Button variant="secondary" onClick={() => onPicked(key)} aria-label={`${t("choose.this")}: ${key.serial}`}>
              {t("choose.this")}
            </Button>
          }
        />
      ))}
    </section>
  );
}
