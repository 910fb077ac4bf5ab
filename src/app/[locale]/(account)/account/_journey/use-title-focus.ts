"use client";

import { useEffect } from "react";

/** Gives the focus to the title of a page that took the place of the element that had it. */
export function useTitleFocus(): void {
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById("page-title")?.focus();
  }, []);
}
