"use client";

import { useState, useSyncExternalStore } from "react";
import { keysInUse, subscribeToKeysInUse } from "#browser/keystore/key-session.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";

const NO_KEYS: readonly OpenedKey[] = [];

/** The signing key that this visit has open, if any: the one that was picked here, or else the first. */
export function useSigningKey() {
  const keys = useSyncExternalStore(subscribeToKeysInUse, keysInUse, () => NO_KEYS);
  const [pickedId, setPickedId] = useState<string>();
  const fit = keys.filter(
    ({ purpose, validity, issuer }) => purpose === "SIGNING" && validity === "VALID" && issuer === "OURS",
  );
  return {
    signer: fit.find(({ id }) => id === pickedId) ?? fit[0],
    pick: (key: OpenedKey) => setPickedId(key.id),
  };
}
