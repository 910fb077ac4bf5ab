import { z } from "zod";
import { callApi } from "#browser/api.ts";
import { ApiProblem } from "#browser/api-problem.ts";
import { SentAgain } from "#portal/messages/contract.ts";

/** What became of one message: nothing refused it, or a code. */
export interface AgainResult {
  readonly id: string;
  readonly code: string | null;
}

/** Has each of some messages sent once more; one that is refused spoils no other. @throws {ApiProblem} SIGNED_OUT */
export async function sendEachAgain(ids: readonly string[]): Promise<readonly AgainResult[]> {
  const results: AgainResult[] = [];
  for (const id of ids) results.push({ id, code: await codeOf(id) });
  return results;
}

async function codeOf(id: string): Promise<string | null> {
  try {
    const body = { contract: z.strictObject({}), value: {} };
    await callApi({ method: "POST", path: `/api/operator/messages/${id}/retry`, body, answer: SentAgain });
    return null;
  } catch (error) {
    if (error instanceof ApiProblem && error.code !== "SIGNED_OUT") return error.code;
    throw error;
  }
}
