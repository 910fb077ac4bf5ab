import { answerDirectory } from "./answer-directory.ts";
import { answerPublished } from "./answer-published.ts";
import type { StatusHandler, StatusRoute, StatusRoutes } from "./answer-to.ts";
import { answerTsa } from "./answer-tsa.ts";
import { answerReady, type HealthReporter, logHealth, publishedHealth } from "./health.ts";
import { clockHealth, type HeardClock } from "./heard-clock.ts";
import type { KeptKeys } from "./keys/keep-service-keys.ts";
import { keysHealth } from "./keys/keys-health.ts";
import { messagesHealth } from "./messages-health.ts";
import { duePaths, type Snapshot } from "./snapshot.ts";
import { textAnswer } from "./text-answer.ts";

/** What the answers are made of. */
export interface StatusParts {
  /** Among how many CRLs new certificates are divided. */
  readonly crlShards: number;
  readonly snapshot: () => Snapshot | undefined;
  readonly keys: Pick<KeptKeys, "current" | "health">;
  readonly heard: HeardClock;
  /** The base of all addresses, without a slash at its end. */
  readonly statusUrl: string;
  readonly ocsp: { readonly answer: StatusHandler; readonly health: HealthReporter };
}

/** The table of all that relying parties can ask for. */
export function statusRoutes({ snapshot, crlShards, keys, heard, statusUrl, ocsp }: StatusParts): StatusRoutes {
  const due = duePaths(crlShards);
  const reporters = [
    publishedHealth(snapshot, due),
    logHealth(snapshot),
    messagesHealth(snapshot),
    keysHealth(keys),
    clockHealth(heard),
    ocsp.health,
  ];
  const published: StatusRoute = { methods: ["GET"], answer: answerPublished(snapshot, due) };
  const directory = answerDirectory(snapshot, keys, statusUrl);
  return new Map<string, StatusRoute>([
    ["/ocsp", { methods: ["GET", "POST"], below: true, answer: ocsp.answer }],
    ["/ca", { ...published, below: true }],
    ["/crl", { ...published, below: true }],
    ["/cps", published],
    ["/tsa", { methods: ["POST"], answer: answerTsa(keys, heard) }],
    ["/directory", { methods: ["GET"], answer: directory.plain }],
    ["/directory.p7m", { methods: ["GET"], answer: directory.signed }],
    ["/health/live", { methods: ["GET"], answer: () => textAnswer(200, "live\n") }],
    ["/health/ready", { methods: ["GET"], answer: answerReady(reporters) }],
  ]);
}
