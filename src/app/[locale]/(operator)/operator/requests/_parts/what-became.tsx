import { useTranslations } from "next-intl";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Notice } from "#ui/notice.tsx";
import type { ClaimResult } from "./send-claims.ts";

/** What became of each request that was to be taken or given back. */
export function WhatBecame({ of: results }: { readonly of: readonly ClaimResult[] }) {
  const t = useTranslations("queue");
  const well = results.every(({ result }) => result === "claimed" || result === "released");
  return (
    <Notice tone={well ? "success" : "warning"} title={t("results")} live>
      <ul>
        {results.map(({ number, result, by = "" }) => (
          <li key={number}>
            <span className="font-mono">{formatRequestNumber(number)}</span>: {t(`result.${result}`, { by })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
