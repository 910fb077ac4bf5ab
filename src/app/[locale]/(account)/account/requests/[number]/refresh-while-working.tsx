"use client";

import { useEffect } from "react";
import { useRouter } from "#i18n/navigation.ts";

const EVERY_MS = 2_000;

/** Loads the page anew every two seconds while the authority works on the request and the page is in sight. */
export function RefreshWhileWorking() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
