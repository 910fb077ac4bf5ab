import { answerPublished } from "./answer-published.ts";
import type { StatusHandler, StatusRoute, StatusRoutes } from "./answer-to.ts";
import { answerTsa } from "./answer-tsa.ts";
import { answerReady, type HealthReporter, publishedHealth } from "./health.ts";
import type { HeardClock } from "./heard-clock.ts";
import type { KeptKeys } from "./keys/keep-service-keys.ts";
import { keysHealth } from "./keys/keys-health.ts";
import type { Snapshot } from "./snapshot.ts";
import { textAnswer } from "./text-answer.ts";

/** What the answers are made of. */
export interface StatusParts {
  readonly snapshot: () => Snapshot | undefined;
  readonly keys: Pick<KeptKeys, "current" | "health">;
  readonly heard: HeardClock;
  readonly ocsp: { readonly answer: StatusHandler; readonly health: HealthReporter };
}

/** The table of all that relying parties can ask for. */
export function statusRoutes({ snapshot, keys, heard, ocsp }: StatusParts): StatusRoutes {
  const reporters = [publishedHealth(snapshot), keysHealth(keys), ocsp.health];
  const published: StatusRoute = { methods: ["GET"], answer: answerPublished(snapshot) };
  return new Map<string, StatusRoute>([
    ["/ocsp", { methods: ["GET", "POST"], below: true, answer: ocsp.answer }],
    ["/ca", { ...published, below: true }],
    ["/crl", { ...published, below: true }],
    ["/cps", published],
    ["/tsa", { methods: ["POST"], answer: answerTsa(keys, heard) }],
    ["/health/live", { methods: ["GET"], answer: () => textAnswer(200, "live\n") }],
    ["/health/ready", { methods: ["GET"], answer: answerReady(reporters) }],
  ]);
}
