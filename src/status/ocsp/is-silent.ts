import type { KnownStatuses } from "./known-statuses.ts";

/** The register gives a sign of life every second. */
const SILENCE_MS = 5_000;

/** Whether the register has been silent for so long that it may know of certificates that we have not heard of. */
export function isSilent({ knownAt }: Pick<KnownStatuses, "knownAt">, now: Date): boolean {
  return now.getTime() - knownAt.getTime() > SILENCE_MS;
}
