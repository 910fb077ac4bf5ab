import { useLocale } from "next-intl";
import { useEffect } from "react";

/** Leaves for a page without a session, frame and all, once the order has ended this one; null while it has not. */
export function useSignedOut(kind: "revoke" | "hold" | "release" | null): void {
  const locale = useLocale();
  useEffect(() => {
    if (kind !== null) location.replace(`/${locale}/signed-out?after=${kind === "hold" ? "hold" : "revoke"}`);
  }, [kind, locale]);
}
