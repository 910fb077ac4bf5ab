import type { HealthReporter } from "../health.ts";
import { isSilent } from "./is-silent.ts";
import type { KnownStatuses } from "./known-statuses.ts";
import type { Responder } from "./responder.ts";
import type { UnissuedAlarm } from "./unissued.ts";

/** What the responder says of itself: nothing while it answers from what was known a moment ago. */
export function ocspHealth(parts: {
  readonly known: () => KnownStatuses | undefined;
  readonly responder: Pick<Responder, "answersUntil">;
  readonly alarm: Pick<UnissuedAlarm, "recent">;
}): HealthReporter {
  return (now) => {
    const known = parts.known();
    const until = parts.responder.answersUntil(now);
    const unissued = parts.alarm.recent(now);
    const silentSince = known && isSilent(known, now) ? known.knownAt : undefined;
    return {
      lacking: until ? [] : ["/ocsp"],
      warnings: [
        ...(silentSince ? [`the register was last read at ${silentSince.toISOString()}`] : []),
        ...(silentSince && until ? [`OCSP answers until ${until.toISOString()}`] : []),
        ...(unissued > 0 ? [`OCSP was asked ${unissued} times about certificates that were never issued`] : []),
      ],
    };
  };
}
