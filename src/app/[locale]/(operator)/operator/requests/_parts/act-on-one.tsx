"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { ClaimResults } from "./claim-results.tsx";
import { type ClaimResult, sendClaims } from "./send-claims.ts";

/** Takes the request that is looked at, or gives it back. */
export function ActOnOne({ number, isMine }: { readonly number: string; readonly isMine: boolean }) {
  const t = useTranslations("queue");
  const router = useRouter();
  const { busy, stopped, act } = useAct();
  const [results, setResults] = useState<readonly ClaimResult[]>([]);
  const send = () =>
    void act(async () => {
      setResults(await sendClaims(isMine ? "release" : "claim", [number]));
      router.refresh();
    });
  return (
    <div className="no-print mt-4 space-y-4">
      <ProblemReport stopped={stopped} />
      {results.length > 0 && <ClaimResults of={results} />}
      <Button variant={isMine ? "secondary" : "primary"} busy={busy} onClick={send}>
        {t(isMine ? "releaseChosen" : "claimChosen")}
      </Button>
    </div>
  );
}
