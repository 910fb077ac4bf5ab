const LOOK_MS = 100;

/** Waits `ms` milliseconds, or until `enough` says so. */
export async function delay(ms: number, enough: () => boolean = () => false): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end && !enough()) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_MS, Math.max(1, end - performance.now()))));
  }
}
