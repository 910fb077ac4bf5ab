import { toHex } from "#pki/bytes.ts";
import { AskCode, CodeAsked, CodeState, type StepUpPurpose } from "#portal/step-up/contract.ts";
import { callApi } from "../api.ts";
import { ApiProblem } from "../api-problem.ts";
import { webPrimitives } from "../web-primitives.ts";

/** What a code is to be for. */
export interface CodeWish {
  readonly purpose: StepUpPurpose;
  /** The code is good for this text alone. */
  readonly text: string;
  /** What the message is to name: a request's number, or the last eight digits of a serial number. */
  readonly reference?: string | undefined;
}

/** Has a code sent, by SMS unless e-mail is asked for; the id by which it is known. @throws {ApiProblem} */
export async function askCode({ text, ...wish }: CodeWish, by?: "EMAIL"): Promise<string> {
  const textSha256 = toHex(await webPrimitives.digest("SHA-256", new TextEncoder().encode(text)));
  const body = { contract: AskCode, value: { ...wish, textSha256, by } };
  return (await callApi({ method: "POST", path: "/api/codes", body, answer: CodeAsked })).id;
}

/** Where the code is. @throws {ApiProblem} */
export function codeState(id: string): Promise<CodeState> {
  return callApi({ method: "GET", path: `/api/codes/${id}`, answer: CodeState });
}

const ABOUT_THE_CODE = ["CODE_REQUIRED", "CODE_WRONG", "CODE_TOO_MANY_TRIES", "CODE_EXPIRED", "STEP_UP_IMPOSSIBLE"];

/** Whether only the code was refused: then all the rest can be sent again with another one. */
export function isAboutTheCode(error: unknown): boolean {
  return error instanceof ApiProblem && ABOUT_THE_CODE.includes(error.code);
}
