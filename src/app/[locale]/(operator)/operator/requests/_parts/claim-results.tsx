import { useTranslations } from "next-intl";
import { WhatBecame } from "#app/[locale]/_lists/what-became.tsx";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import type { ClaimResult } from "./send-claims.ts";

/** What became of each request that was to be taken or given back. */
export function ClaimResults({ of: results }: { readonly of: readonly ClaimResult[] }) {
  const t = useTranslations("queue");
  return (
    <WhatBecame
      title={t("results")}
      rows={results.map(({ number, result, by = "" }) => ({
        key: number,
        name: <span className="font-mono">{formatRequestNumber(number)}</span>,
        text: t(`result.${result}`, { by }),
        well: result === "claimed" || result === "released",
      }))}
    />
  );
}
