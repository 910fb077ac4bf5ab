"use client";

import { useSyncExternalStore } from "react";
import { keysInUse, subscribeToKeysInUse } from "#browser/keystore/key-session.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";

const NO_KEYS: readonly OpenedKey[] = [];

/** The signing key that this visit has open, if any; one pick serves the whole journey. */
export function useSigningKey(): OpenedKey | undefined {
  const keys = useSyncExternalStore(subscribeToKeysInUse, keysInUse, () => NO_KEYS);
  return keys.find(
    ({ purpose, validity, issuer }) => purpose === "SIGNING" && validity === "VALID" && issuer === "OURS",
  );
}
