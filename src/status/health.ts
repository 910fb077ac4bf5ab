import type { StatusHandler } from "./answer-to.ts";
import { latePaths, type Snapshot } from "./snapshot.ts";
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

/** A checkpoint is due each minute: before this it is not worth a word. */
const UNSIGNED_MS = 5 * 60_000;

/** The log: an operator is told when it is not signed any more, as after an older register was put back. */
export function logHealth(snapshot: () => Snapshot | undefined): HealthReporter {
  return (now) => {
    const unsigned = snapshot()?.unsigned;
    const isLate = unsigned && now.getTime() - unsigned.since.getTime() > UNSIGNED_MS;
    const sentence = `${unsigned?.entries} entries of the log are not signed, the oldest of ${unsigned?.since.toISOString()}`;
    return { lacking: [], warnings: isLate ? [sentence] : [] };
  };
}

/** Lists and certificates: each must be there, and each list in force; one past half its life is told of. */
export function publishedHealth(snapshot: () => Snapshot | undefined, due: ReadonlySet<string>): HealthReporter {
  return (now) => {
    const read = snapshot();
    const paths = new Set([...due, ...(read?.files.keys() ?? [])]);
    const lacking = [...paths].filter((path) => {
      const file = read?.files.get(path);
      return !file || (file.staleAt !== undefined && file.staleAt <= now);
    });
    const late = read ? latePaths(read, now).filter((path) => !lacking.includes(path)) : [];
    return { lacking, warnings: late.map((path) => `${path} is past half its life`) };
  };
}
