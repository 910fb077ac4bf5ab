import type { NewKeyIds } from "../keystore/key-ring.ts";
import { askKeyRing } from "../keystore/key-session.ts";

/** What the file of a request's waiting keys is called. */
export const waitingFileName = (number: string) => `TANBA_${number}.pem`;

/** A browser that keeps nothing, as private windows may, is good enough for whoever has the file. */
export async function keepInBrowser(number: string, keys: NewKeyIds, fileIsSaved: boolean): Promise<void> {
  try {
    await askKeyRing("keep", { number, keys });
  } catch (cause) {
    if (!fileIsSaved) throw cause;
  }
  // not waited for, since it may ask the person; a browser short of space drops the keys if they say no
  navigator.storage?.persist?.().catch(() => false);
}
