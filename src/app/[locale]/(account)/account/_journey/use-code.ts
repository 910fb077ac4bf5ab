"use client";

import { useEffect, useState } from "react";
import { askCode, type CodeWish, codeState } from "#browser/ceremonies/code.ts";
import type { CodeState } from "#portal/step-up/contract.ts";

const SOON_MS = 700;
const LATER_MS = 3_000;
/** A code is sent within a second or two; after so many looks something is slow. */
const QUICK_LOOKS = 15;
/** So long a message may take, and so long nobody asks for another. */
const AGAIN_AFTER_MS = 60_000;

interface Asked {
  readonly id: string;
  readonly text: string;
  readonly at: number;
}

/** A code as the page that asks for it follows it. */
export interface FollowedCode {
  readonly id: string;
  readonly state: CodeState;
  /** When it stops to be good, by this computer's clock; null while it is not sent. */
  readonly until: Date | null;
  mayAskAgain(): boolean;
}

/** Asks for codes, and follows the last one until it is sent or cannot be. */
export function useCode() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [seen, setSeen] = useState<{ readonly state: CodeState; readonly until: Date | null }>(WAITING);
  const [looks, setLooks] = useState(0);
  const waits = seen.state.state === "WAITING" || seen.state.state === "DELAYED";

  useEffect(() => {
    if (!asked || !waits) return;
    const look = async () => {
      // no answer says nothing about the code: then it is asked again
      const state = await codeState(asked.id).catch(() => null);
      if (state) setSeen({ state, until: state.state === "SENT" ? after(state.secondsLeft) : null });
      setLooks(looks + 1);
    };
    const timer = setTimeout(look, looks === 0 ? 0 : looks < QUICK_LOOKS ? SOON_MS : LATER_MS);
    return () => clearTimeout(timer);
  }, [asked, waits, looks]);

  const ask = async (wish: CodeWish, by?: "EMAIL") => {
    const id = await askCode(wish, by);
    setSeen(WAITING);
    setLooks(0);
    setAsked({ id, text: wish.text, at: Date.now() });
  };
  const followed: FollowedCode | null = asked && {
    ...{ id: asked.id, ...seen },
    mayAskAgain: () => Date.now() - asked.at >= AGAIN_AFTER_MS,
  };
  return {
    code: followed,
    ask,
    /** Asks for one unless the last is for this very text and not over yet. */
    ensure: async (wish: CodeWish) => {
      const isGood = asked?.text === wish.text && (waits || (seen.until !== null && seen.until > new Date()));
      if (!isGood) await ask(wish);
    },
  };
}

const WAITING = { state: { state: "WAITING" }, until: null } as const;

const after = (seconds: number) => new Date(Date.now() + seconds * 1000);
