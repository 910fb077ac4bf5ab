"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { useRouter } from "#i18n/navigation.ts";
import type { Claim } from "#portal/queue/contract.ts";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import { type ClaimResult, sendClaims } from "./send-claims.ts";
import { WhatBecame } from "./what-became.tsx";

/**
 * Takes the chosen requests or gives them back, with a result for each. The rows bring their own boxes; Escape lets all of
 * them go.
 */
export function ActOnChosen({
  numbers,
  children,
}: {
  readonly numbers: readonly string[];
  readonly children: ReactNode;
}) {
  const t = useTranslations("queue");
  const router = useRouter();
  const { busy, stopped, act } = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [wish, setWish] = useState<Claim["act"]>("claim");
  const [results, setResults] = useState<readonly ClaimResult[]>([]);

  const boxes = () => [...(form.current?.querySelectorAll<HTMLInputElement>('input[name="number"]') ?? [])];
  const recount = () => setChosen(boxes().flatMap(({ checked, value }) => (checked ? [value] : [])));
  const choose = (all: boolean) => {
    for (const box of boxes()) box.checked = all;
    recount();
  };
  // Back brings the ticks back
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the rows have come
  useEffect(recount, []);

  const send = (next: Claim["act"]) => {
    setWish(next);
    void act(async () => {
      setResults(await sendClaims(next, chosen));
      choose(false);
      router.refresh();
    });
  };

  return (
    <form
      ref={form}
      onSubmit={(event) => event.preventDefault()}
      onChange={recount}
      onKeyDown={({ key }) => key === "Escape" && choose(false)}
      className="space-y-2"
    >
      <ProblemReport stopped={stopped} />
      {results.length > 0 && <WhatBecame of={results} />}
      <Checkbox
        id="choose-all"
        label={t("chooseAll")}
        checked={chosen.length === numbers.length}
        onChange={({ target }) => choose(target.checked)}
      />
      {children}
      <div
        className={`${chosen.length > 0 ? "sticky bottom-0 z-10" : ""} flex flex-wrap items-center gap-x-4 gap-y-2 border-edge border-t bg-paper py-3`}
      >
        <p role="status" className="figures font-semibold">
          {busy ? t("working") : t("chosen", { count: chosen.length })}
        </p>
        {chosen.length > 0 && (
          <>
            <Button busy={busy && wish === "claim"} onClick={() => send("claim")}>
              {t("claimChosen")}
            </Button>
            <Button variant="secondary" busy={busy && wish === "release"} onClick={() => send("release")}>
              {t("releaseChosen")}
            </Button>
          </>
        )}
      </div>
    </form>
  );
}
