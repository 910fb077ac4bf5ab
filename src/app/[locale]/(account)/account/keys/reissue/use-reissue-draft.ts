"use client";

import { useEffect, useState } from "react";
import { z } from "zod";
import { KeyAlgorithm } from "#portal/requests/contract.ts";

const Draft = z.object({ email: z.string(), keyAlgorithm: KeyAlgorithm });

export interface ReissueDraft extends z.output<typeof Draft> {
  /** The correctness box; asked again after a reload. */
  readonly correct: boolean;
}

const PLACE = "tanba-reissue";

/** What was entered so far. It outlives a reload and a new sign-in in the same tab, and holds nothing secret. */
export function useReissueDraft(email: string) {
  const [draft, setDraft] = useState<ReissueDraft>({ email, keyAlgorithm: "RSA-2048", correct: false });

  useEffect(() => {
    const kept = readKept();
    if (kept) setDraft((now) => ({ ...now, ...kept }));
  }, []);

  return {
    draft,
    change: (part: Partial<ReissueDraft>) => {
      const next = { ...draft, ...part };
      setDraft(next);
      sessionStorage.setItem(PLACE, JSON.stringify({ email: next.email, keyAlgorithm: next.keyAlgorithm }));
    },
    forget: () => sessionStorage.removeItem(PLACE),
  };
}

function readKept(): z.output<typeof Draft> | null {
  try {
    return Draft.parse(JSON.parse(sessionStorage.getItem(PLACE) ?? ""));
  } catch {
    return null;
  }
}
