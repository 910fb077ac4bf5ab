"use client";

import { useCallback, useEffect, useState } from "react";
import type { beginSignIn } from "#browser/ceremonies/sign-in.ts";
import type { Locale } from "#i18n/routing.ts";

type Challenge = Awaited<ReturnType<typeof beginSignIn>>;

/** Asks for a text to sign as soon as it is needed, and again when it is told to. The ceremony is loaded only then. */
export function useChallenge(locale: Locale, onFailed: (error: unknown) => void) {
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const renew = useCallback(async () => {
    setChallenge(null);
    try {
      const ceremony = await import("#browser/ceremonies/sign-in.ts");
      setChallenge(await ceremony.beginSignIn(locale));
    } catch (error) {
      onFailed(error);
    }
  }, [locale, onFailed]);
  useEffect(() => {
    void renew();
  }, [renew]);
  return { challenge, renew };
}
