import type { HealthReporter } from "../health.ts";
import type { KeptKeys } from "./keep-service-keys.ts";

/** A certificate that is due is there a second later: before this it is not worth a word. */
const PATIENCE_MS = 10 * 60_000;

/** The keys of the services: each must have a certificate in force, and another in time. */
export function keysHealth({ health }: Pick<KeptKeys, "health">): HealthReporter {
  return (now) => {
    const keys = health();
    return {
      lacking: keys.flatMap(({ kind, until }) => (until ? [] : [`key-of-${kind}`])),
      warnings: keys.flatMap(({ kind, until, dueSince }) =>
        until && dueSince && now.getTime() - dueSince.getTime() >= PATIENCE_MS
          ? [
              `the key of ${kind} has been past half its life since ${dueSince.toISOString()}, and ends ${until.toISOString()}`,
            ]
          : [],
      ),
    };
  };
}
