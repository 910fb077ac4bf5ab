import type { KeyView } from "./key-view.ts";

/**
 * Whether the holder has a pair of valid keys in this capacity now, and will have none without these: then nothing can be
 * signed in or renewed with any more.
 */
export function losesLastPair(keys: readonly KeyView[], chosen: readonly KeyView[]): boolean {
  const gone = new Set(chosen.map(({ serial }) => serial));
  const inForce = keys.filter(({ here, onHold }) => here && !onHold);
  return hasPair(inForce) && !hasPair(inForce.filter(({ serial }) => !gone.has(serial)));
}

function hasPair(keys: readonly KeyView[]): boolean {
  return (["AUTH", "SIGN"] as const).every((slot) => keys.some((key) => key.slot === slot));
}
