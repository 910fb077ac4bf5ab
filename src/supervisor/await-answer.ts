import { delay } from "./delay.ts";
import { StartError } from "./start-error.ts";

/**
 * Waits until `url` answers with a 2xx.
 *
 * @throws {StartError} after `patienceMs`, naming `log` as the place to look
 */
export async function awaitAnswer(name: string, url: string, log: string, patienceMs = 60_000): Promise<void> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await delay(100);
  }
  throw new StartError(`${name} does not answer at ${url}: its log ${log} says why.`);
}
