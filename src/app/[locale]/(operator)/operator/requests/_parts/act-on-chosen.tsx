"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ChosenRows } from "#app/[locale]/_lists/chosen-rows.tsx";
import { useChosen } from "#app/[locale]/_lists/use-chosen.ts";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useRouter } from "#i18n/navigation.ts";
import type { Claim } from "#portal/queue/contract.ts";
import { Button } from "#ui/button.tsx";
import { ClaimResults } from "./claim-results.tsx";
import { type ClaimResult, sendClaims } from "./send-claims.ts";

/** Takes the chosen requests or gives them back, with a result for each. The rows bring their own boxes. */
export function ActOnChosen({ children }: { readonly children: ReactNode }) {
  const t = useTranslations("queue");
  const router = useRouter();
  const { busy, stopped, act } = useAct();
  const rows = useChosen("number");
  const [wish, setWish] = useState<Claim["act"]>("claim");
  const [results, setResults] = useState<readonly ClaimResult[]>([]);

  const send = (next: Claim["act"]) => {
    setWish(next);
    void act(async () => {
      setResults(await sendClaims(next, rows.chosen));
      rows.choose(false);
      router.refresh();
    });
  };

  return (
    <ChosenRows
      rows={rows}
      chooseAll={t("chooseAll")}
      status={busy ? t("working") : t("chosen", { count: rows.chosen.length })}
      above={
        <>
          <ProblemReport stopped={stopped} />
          {results.length > 0 && <ClaimResults of={results} />}
        </>
      }
      actions={
        rows.chosen.length > 0 && (
          <>
            <Button busy={busy && wish === "claim"} onClick={() => send("claim")}>
              {t("claimChosen")}
            </Button>
            <Button variant="secondary" busy={busy && wish === "release"} onClick={() => send("release")}>
              {t("releaseChosen")}
            </Button>
          </>
        )
      }
    >
      {children}
    </ChosenRows>
  );
}
