"use client";

import { useEffect, useState } from "react";
import { answered } from "#app/[locale]/(public)/first-keys/answered.ts";
import { fullAnswer, lookUp } from "#browser/ceremonies/vouch.ts";
import type { FullAnswer, LookedUp } from "#portal/centre/contract.ts";

/** What the state registers say now of a request's person. */
export interface Applicant {
  /** The IIN, the question's id, and who was faster, once the request is opened. */
  readonly opened?: LookedUp;
  readonly found?: Extract<FullAnswer, { state: "FOUND" }>;
  /** SILENT where they do not answer, or the asking failed. */
  readonly state: "ASKING" | "SILENT" | "NOT_FOUND" | "FOUND";
  again(): void;
}

type Told = Omit<Applicant, "again">;

/** Has the state registers asked as the page opens, and at each try after it. */
export function useApplicant(number: string): Applicant {
  const [told, setTold] = useState<Told>({ state: "ASKING" });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks anew
  useEffect(() => {
    let wanted = true;
    const tell = (next: Told) => wanted && setTold(next);
    tell({ state: "ASKING" });
    askAbout(number, tell).catch(() => tell({ state: "SILENT" }));
    return () => {
      wanted = false;
    };
  }, [number, tries]);
  return { ...told, again: () => setTries((count) => count + 1) };
}

async function askAbout(number: string, tell: (told: Told) => void): Promise<void> {
  const opened = await lookUp(number);
  tell({ state: "ASKING", opened });
  const answer = await answered(() => fullAnswer(opened.id)).catch((): FullAnswer => ({ state: "DELAYED" }));
  if (answer.state === "FOUND") tell({ state: "FOUND", found: answer, opened });
  else tell({ state: answer.state === "NOT_FOUND" ? "NOT_FOUND" : "SILENT", opened });
}
