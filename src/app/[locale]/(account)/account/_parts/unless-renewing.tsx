"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { usePathname, useRouter } from "#i18n/navigation.ts";
import { isAboutNewKeys } from "./is-about-new-keys.ts";

/** Shows its children on every page that is not about new keys itself; what was done there may have made them needless. */
export function UnlessRenewing({ children }: { readonly children: ReactNode }) {
  const isThere = isAboutNewKeys(usePathname());
  const wasThere = useRef(isThere);
  const router = useRouter();
  useEffect(() => {
    if (wasThere.current && !isThere) router.refresh();
    wasThere.current = isThere;
  }, [isThere, router]);
  return isThere ? null : children;
}
