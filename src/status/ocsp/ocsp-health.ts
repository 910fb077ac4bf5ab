import type { HealthReporter } from "../health.ts";
import type { KnownStatuses } from "./known-statuses.ts";
import type { Responder } from "./responder.ts";
import type { UnissuedAlarm } from "./unissued.ts";

/** After so long without the register an operator should look after it. */
const SILENCE_MS = 5_000;

/** What the responder says of itself: nothing while it answers from what was known a moment ago. */
export function ocspHealth(parts: {
  readonly known: () => KnownStatuses | undefined;
  readonly responder: Pick<Responder, "answersUntil">;
  readonly alarm: Pick<UnissuedAlarm, "recent">;
}): HealthReporter {
  return (now) => {
    const knownAt = parts.known()?.knownAt;
    const until = parts.responder.answersUntil(now);
    const unissued = parts.alarm.recent(now);
    const isSilent = knownAt && now.getTime() - knownAt.getTime() > SILENCE_MS;
    return {
      lacking: until ? [] : ["/ocsp"],
      warnings: [
        ...(isSilent ? [`the register was last read at ${knownAt.toISOString()}`] : []),
        ...(isSilent && until ? [`OCSP answers until ${until.toISOString()}`] : []),
        ...(unissued > 0 ? [`OCSP was asked ${unissued} times about certificates that were never issued`] : []),
      ],
    };
  };
}
