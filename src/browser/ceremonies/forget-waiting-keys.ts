import { askKeyRing } from "../keystore/key-session.ts";

/** Removes the keys of a request from this browser once they serve no more; a browser that fails at it keeps sealed bytes. */
export async function forgetWaitingKeys(number: string): Promise<void> {
  await askKeyRing("forgetWaiting", number).catch(() => undefined);
}
