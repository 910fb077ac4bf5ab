"use client";

import { useEffect, useState } from "react";
import { THEMES, type Theme } from "./theme.ts";

const CHOSEN = "tanba-theme";

/**
 * How the page is coloured, and how to change it at once, in every place that shows it.
 *
 * Kept in a cookie, so that the server draws the next page right from its first byte.
 *
 * @param initial what the cookie said, so that the server's page and this one agree
 */
export function useTheme(initial: Theme): readonly [Theme, (next: Theme) => void] {
  const [theme, setTheme] = useState(initial);
  useEffect(() => {
    const follow = () => setTheme(THEMES.find((one) => one === document.documentElement.dataset["theme"]) ?? "system");
    addEventListener(CHOSEN, follow);
    return () => removeEventListener(CHOSEN, follow);
  }, []);
  return [theme, chooseTheme];
}

function chooseTheme(next: Theme): void {
  if (next === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is missing in some browsers
  document.cookie = `tanba-theme=${next}; path=/; max-age=31536000; samesite=lax`;
  dispatchEvent(new Event(CHOSEN));
}
