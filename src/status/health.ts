import type { StatusHandler } from "./answer-to.ts";
import { PATHS, type Snapshot } from "./snapshot.ts";
import { textAnswer } from "./text-answer.ts";

/** What one part of the process says of itself to whoever watches it. */
export interface Health {
  /** What can't be answered now. */
  readonly lacking: readonly string[];
  /** What an operator should see to before something is lacking. */
  readonly warnings: readonly string[];
}

export type HealthReporter = (now: Date) => Health;

/** Ready means: everything that certificates point to can be answered. Warnings stand below, a line each. */
export function answerReady(reporters: readonly HealthReporter[]): StatusHandler {
  return (_, now) => {
    const reports = reporters.map((report) => report(now));
    const lacking = reports.flatMap((report) => report.lacking);
    const warnings = reports.flatMap((report) => report.warnings.map((warning) => `warning: ${warning}\n`)).join("");
    return lacking.length === 0
      ? textAnswer(200, `ready\n${warnings}`)
      : textAnswer(503, `not ready: ${lacking.join(" ")}\n${warnings}`);
  };
}

/** Lists and certificates: each must be there, and each list in force. */
export function publishedHealth(snapshot: () => Snapshot | undefined): HealthReporter {
  return (now) => {
    const files = snapshot()?.files;
    const lacking = [...PATHS].filter((path) => {
      const file = files?.get(path);
      return !file || (file.staleAt !== undefined && file.staleAt <= now);
    });
    return { lacking, warnings: [] };
  };
}
