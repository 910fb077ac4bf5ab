"use client";

import type { ReactNode } from "react";
import { usePathname } from "#i18n/navigation.ts";
import { isAboutNewKeys } from "./is-about-new-keys.ts";

/** Shows its children on every page that is not about new keys itself. */
export function UnlessRenewing({ children }: { readonly children: ReactNode }) {
  return isAboutNewKeys(usePathname()) ? null : children;
}
