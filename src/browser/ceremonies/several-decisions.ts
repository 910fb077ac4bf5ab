import { ApiProblem } from "../api-problem.ts";
import { KeystoreError } from "../keystore/keystore-error.ts";
import { beginDecision, type DecidableRequest, type DecisionInput } from "./decision.ts";

/** One decision of several that are made together: its own document, its own signature, its own answer. */
export interface BegunDecision {
  readonly number: string;
  readonly name: string;
  readonly text: string;
  finish(keyId: string): Promise<void>;
}

/** What became of one of them: kept, refused by the server for a reason, or never sent since what came before it ended all. */
export type DecisionOutcome =
  | { readonly number: string; readonly outcome: "KEPT" }
  | { readonly number: string; readonly outcome: "NOT_SENT" }
  | { readonly number: string; readonly outcome: "FAILED"; readonly code: string };

/** Says how it goes, and can be waited for where the server asks for patience. */
interface Progress {
  readonly onStep: (done: number) => void;
  readonly wait?: (ms: number) => Promise<void>;
}

const PATIENCE_MS = 10_000;
/** The server counts by the minute. */
const TRIES = 8;

/** After these nothing that follows can succeed: it is not even tried. */
const ENDS_ALL = new Set(["SIGNED_OUT", "FORBIDDEN", "NETWORK", "KEY_NOT_OPEN", "KEY_PURPOSE", "NO_VALID_KEY"]);

/**
 * Begins a decision about each of several requests, with one verdict: gives all the texts to show before any is signed.
 *
 * @throws {ApiProblem} the first that occurs; then none is begun
 */
export async function beginDecisions(
  requests: readonly DecidableRequest[],
  said: Omit<DecisionInput, "request">,
  { onStep, wait = sleep }: Progress,
): Promise<readonly BegunDecision[]> {
  const begun: BegunDecision[] = [];
  for (const request of requests) {
    const { text, finish } = await patiently(() => beginDecision({ ...said, request }), wait);
    begun.push({ number: request.number, name: request.name, text, finish });
    onStep(begun.length);
  }
  return begun;
}

/**
 * Signs and sends each on its own, one after the other. A refusal of one spoils no other; where the session or the key is
 * gone, or the server can't be reached, those that are left are not sent.
 */
export async function finishDecisions(
  begun: readonly BegunDecision[],
  keyId: string,
  { onStep, wait = sleep }: Progress,
): Promise<readonly DecisionOutcome[]> {
  const outcomes: DecisionOutcome[] = [];
  let ended = false;
  for (const decision of begun) {
    const outcome: DecisionOutcome = ended
      ? { number: decision.number, outcome: "NOT_SENT" }
      : await outcomeOf(decision, () => patiently(() => decision.finish(keyId), wait));
    ended ||= outcome.outcome === "FAILED" && ENDS_ALL.has(outcome.code);
    outcomes.push(outcome);
    onStep(outcomes.length);
  }
  return outcomes;
}

async function outcomeOf({ number }: BegunDecision, send: () => Promise<void>): Promise<DecisionOutcome> {
  try {
    await send();
    return { number, outcome: "KEPT" };
  } catch (error) {
    if (error instanceof ApiProblem || error instanceof KeystoreError) {
      return { number, outcome: "FAILED", code: error.code };
    }
    throw error;
  }
}

/** Who is over the limit has used nothing up: the same is asked again until the minute is over. */
async function patiently<Result>(ask: () => Promise<Result>, wait: (ms: number) => Promise<void>): Promise<Result> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== "TOO_MANY_REQUESTS" || tried === TRIES) throw error;
    }
    await wait(PATIENCE_MS);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
