"use client";

import { useEffect } from "react";

/** Asks before a person leaves a journey by closing, reloading or following a link, while something would be lost. */
export function useLeaveWarning(active: boolean, question: string): void {
  useEffect(() => {
    if (!active) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const beforeLink = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || !leadsAway(link)) return;
      if (window.confirm(question)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", beforeLink, true);
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", beforeLink, true);
    };
  }, [active, question]);
}

/** A file is saved through a link, too, and an anchor of this page goes nowhere. */
function leadsAway(link: HTMLAnchorElement): boolean {
  const href = link.getAttribute("href") ?? "#";
  return !href.startsWith("#") && !link.hasAttribute("download") && link.target !== "_blank";
}
