"use client";

import { useRef, useState } from "react";

/** What stopped an act: the code of the refusal, new at each try so that it is said again. */
export interface Stopped {
  readonly code: string;
}

/** Runs one act at a time for a form: a second click is ignored, and a refusal is kept until the next try. */
export function useAct() {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState<Stopped | null>(null);

  const act = async (work: () => Promise<void>): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setStopped(null);
    try {
      await work();
    } catch (error) {
      setStopped({ code: codeOf(error) });
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  return { busy, stopped, act, forget: () => setStopped(null) };
}

/** Every refusal of ours carries a code; anything else that is thrown is our fault. */
function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  console.error(error);
  return "INTERNAL";
}
