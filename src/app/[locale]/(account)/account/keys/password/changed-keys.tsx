"use client";

import { useTranslations } from "next-intl";
import { ShownKey } from "#app/[locale]/_keys/shown-key.tsx";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";

/** The keys whose password changes. One that could do nothing else here has to say so, and may change its password. */
export function ChangedKeys({ keys }: { readonly keys: readonly OpenedKey[] }) {
  const t = useTranslations("changePassword.password");
  const particular = ({ issuer, validity }: OpenedKey) => {
    if (issuer === "UNKNOWN") return { tone: "neutral", text: t("foreign") } as const;
    if (validity === "EXPIRED") return { tone: "warning", text: t("expired") } as const;
    return validity === "NOT_YET_VALID" ? ({ tone: "warning", text: t("notYet") } as const) : undefined;
  };
  return (
    <ul className="space-y-4" aria-label={t("keys", { count: keys.length })}>
      {keys.map((key) => (
        <li key={key.id}>
          <ShownKey shown={key} status={particular(key)} />
        </li>
      ))}
    </ul>
  );
}
