import type { HealthReporter } from "./health.ts";
import type { Snapshot } from "./snapshot.ts";

/** Within this time every worker has sent what it could, and planned what was due. */
const LATE_MS = 30 * 60_000;
/** For so long a clock that jumped, or a worker that stood still, is worth a word. */
const REMEMBERED_MS = 7 * 86_400_000;

/** What people are told: an operator hears of what was given up, of what fails, of what waits too long, and of a time that jumped. */
export function messagesHealth(snapshot: () => Snapshot | undefined): HealthReporter {
  return (now) => {
    const told = snapshot()?.messages;
    if (!told) return { lacking: [], warnings: [] };
    const { givenUp, failing, failingFor, oldestDue, jumpedAt, jumpedSeconds } = told;
    const isLate = oldestDue !== null && now.getTime() - oldestDue.getTime() > LATE_MS;
    const jumped = jumpedAt !== null && now.getTime() - jumpedAt.getTime() < REMEMBERED_MS;
    return {
      lacking: [],
      warnings: [
        ...(givenUp > 0 ? [`${givenUp} messages of the last week were given up`] : []),
        ...(failing > 0
          ? [`messages that can't be sent and are tried again: ${failing}, the last for ${failingFor}`]
          : []),
        ...(isLate ? [`a message has waited since ${oldestDue.toISOString()}`] : []),
        ...(jumped
          ? [`notices were not planned for ${jumpedSeconds} s, or the clock jumped, at ${jumpedAt.toISOString()}`]
          : []),
      ],
    };
  };
}
