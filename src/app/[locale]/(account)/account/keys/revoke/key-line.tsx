"use client";

import { useTranslations } from "next-intl";
import { Serial } from "#ui/serial.tsx";
import { StatusTag } from "#ui/status-tag.tsx";
import type { KeyView } from "./key-view.ts";

/** One key in a list: what it is for, whose, until when, and its serial number. */
export function KeyLine({ of: key }: { readonly of: KeyView }) {
  const t = useTranslations("revoke.keys");
  const states = useTranslations("states");
  return (
    <span className="block min-w-0 space-y-0.5">
      <span className="block">
        <span className="font-semibold">{states(`slot.${key.slot}`)}</span>
        {", "}
        {t("until", { until: key.until })}
      </span>
      <span className="block">
        <bdi>{key.name}</bdi>
        {", "}
        <bdi>{key.organisation ?? states(`template.${key.template}`)}</bdi>
      </span>
      <span className="block text-soft">
        {t("serial")} <Serial value={key.serial} />
      </span>
      {(key.opensThisSession || key.onHold) && (
        <span className="flex flex-wrap gap-2 pt-1">
          {key.opensThisSession && <StatusTag tone="info">{t("session")}</StatusTag>}
          {key.onHold && <StatusTag tone="warning">{t("hold")}</StatusTag>}
        </span>
      )}
    </span>
  );
}
