"use client";

import { useEffect, useState } from "react";
import { findWaitingKeys } from "#browser/ceremonies/install.ts";
import type { WaitingKeys } from "#browser/keystore/waiting-keys.ts";

/** The waiting keys that this browser holds; undefined while it is asked. A browser that forbids its store holds none. */
export function useWaitingKeys(number: string): WaitingKeys | null | undefined {
  const [found, setFound] = useState<WaitingKeys | null>();
  useEffect(() => {
    let wanted = true;
    findWaitingKeys(number).then(
      (keys) => wanted && setFound(keys),
      () => wanted && setFound(null),
    );
    return () => {
      wanted = false;
    };
  }, [number]);
  return found;
}
