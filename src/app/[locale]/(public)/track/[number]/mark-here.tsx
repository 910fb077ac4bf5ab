"use client";

import { useTranslations } from "next-intl";
import { useWaitingKeys } from "#app/[locale]/(account)/account/requests/[number]/install/use-waiting-keys.ts";
import { SummaryList } from "#ui/summary-list.tsx";

/** The mark to bring along, made anew of the keys that wait in this browser; in another one, where to find it. */
export function MarkHere({ number }: { readonly number: string }) {
  const t = useTranslations("track.mark");
  const waiting = useWaitingKeys(number);
  if (waiting === undefined) return null;
  return (
    <div className="space-y-3">
      {waiting && (
        <SummaryList
          rows={[{ term: t("term"), value: <span className="break-words font-mono">{waiting.mark}</span> }]}
        />
      )}
      <p className="max-w-prose text-sm text-soft">{t(waiting ? "hint" : "elsewhere")}</p>
    </div>
  );
}
