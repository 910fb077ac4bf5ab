"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect } from "react";

/** Outlives the frame, which is made anew for another language. */
let shown: string | null = null;

/** Where a new page came without a load and took the focused element away, its title takes the focus. */
export function FocusAfterNavigation() {
  const address = `${usePathname()}?${useSearchParams()}`;
  useEffect(() => {
    const isFirst = shown === null;
    if (!isFirst && shown !== address) focusTitleIfLost();
    shown = address;
  }, [address]);
  return null;
}

function focusTitleIfLost(): void {
  const main = document.getElementById("main");
  // a page that only leads on to another has no title, and the main part has taken the focus meanwhile
  if (document.activeElement !== document.body && document.activeElement !== main) return;
  const title = document.getElementById("page-title") ?? main;
  title?.focus({ preventScroll: true });
}
