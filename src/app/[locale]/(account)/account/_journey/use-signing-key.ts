"use client";

import { useState, useSyncExternalStore } from "react";
import { keysInUse, subscribeToKeysInUse } from "#browser/keystore/key-session.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";

const NO_KEYS: readonly OpenedKey[] = [];

interface Wanted {
  /** What the key may be for, the best first; signing unless it says otherwise. */
  readonly purposes?: readonly OpenedKey["purpose"][];
  /** The serial of a key that will not do. */
  readonly except?: string | undefined;
}

/** The signing key that this visit has open, if any: the one that was picked here, or else the first. */
export function useSigningKey({ purposes = ["SIGNING"], except }: Wanted = {}) {
  const keys = useSyncExternalStore(subscribeToKeysInUse, keysInUse, () => NO_KEYS);
  const [pickedId, setPickedId] = useState<string>();
  const fit = purposes.flatMap((wanted) =>
    keys.filter(
      ({ purpose, validity, issuer, serial }) =>
        purpose === wanted && validity === "VALID" && issuer === "OURS" && serial !== except,
    ),
  );
  return {
    signer: fit.find(({ id }) => id === pickedId) ?? fit[0],
    pick: (key: OpenedKey) => setPickedId(key.id),
  };
}
