import { z } from "zod";
import { ApiProblem } from "./api-problem.ts";

const TIMEOUT_MS = 30_000;

/** RFC 9457, with our code. */
const Problem = z.looseObject({
  code: z.string(),
  fields: z.record(z.string(), z.unknown()).optional(),
});

/** One call: where to, what is sent and how it is encoded, and what comes back. */
export interface ApiCall<Body, Answer> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Begins with `/api/`. */
  readonly path: string;
  readonly body?: { readonly contract: z.ZodType<Body>; readonly value: Body };
  readonly answer: z.ZodType<Answer>;
}

/** For a call whose answer says nothing but that it succeeded. */
export const NO_ANSWER = z.unknown().transform(() => undefined);

/**
 * Calls our own server over JSON, both ways through the contracts.
 *
 * @throws {ApiProblem} with the code of the refusal, INTERNAL or NETWORK
 */
export async function callApi<Body, Answer>({ method, path, body, answer }: ApiCall<Body, Answer>): Promise<Answer> {
  const response = await ask(path, {
    method,
    headers: { accept: "application/json", ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(z.encode(body.contract, body.value)) }),
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const told = await readJson(response);
  if (!response.ok) throw problemOf(response, told);

  const parsed = answer.safeParse(told);
  if (!parsed.success) throw new ApiProblem("INTERNAL", response.status, { cause: parsed.error });
  return parsed.data;
}

/** fetch rejects without a network, after the time-out, and when a page is left. */
async function ask(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    throw new ApiProblem("NETWORK", 0, { cause });
  }
}

/** Undefined where the answer has no body, or one that a proxy wrote. */
async function readJson(response: Response): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw new ApiProblem("NETWORK", 0, { cause });
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(response: Response, told: unknown): ApiProblem {
  const problem = Problem.safeParse(told);
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new ApiProblem(problem.success ? problem.data.code : "INTERNAL", response.status, {
    ...(problem.success && problem.data.fields && { fields: Object.keys(problem.data.fields) }),
    ...(Number.isFinite(retryAfter) && { retryAfterSeconds: retryAfter }),
  });
}
