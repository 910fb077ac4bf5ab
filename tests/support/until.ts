import { vi } from "vitest";

/**
 * Looks until something holds, with breaks that leave the processor to whoever is waited for.
 *
 * @throws {Error} once the longest that any test may take is over
 */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(holds, { interval: 20, timeout: 3_600_000 });
}
