import { z } from "zod";
import {
  Applications,
  DecideFirstKeys,
  FindApplications,
  FirstKeysDecided,
  FullAnswer,
  LookedUp,
  type Seen,
} from "#portal/centre/contract.ts";
import { turnAwayText, type VouchedFacts, vouchText } from "#portal/documents/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";

type Signing = "origin" | "nonce" | "language";

/** What the request itself says, as the server handed it out for deciding. */
export type ApplicationFacts = Omit<Parameters<typeof turnAwayText>[0], Signing | "reason"> &
  Pick<VouchedFacts, "storage" | "email">;

/** The same without what is told to whoever opens the request: see `lookUp`. */
export type FactsOnPage = Omit<ApplicationFacts, "iin">;

/** Looks for requests for first keys. @throws {ApiProblem} */
export async function findApplications(by: string) {
  const body = { contract: FindApplications, value: { by } };
  return (await callApi({ method: "POST", path: "/api/operator/first-keys/search", body, answer: Applications })).found;
}

/** Opens a request: the IIN, and the id of the question that the state registers are asked. @throws {ApiProblem} */
export async function lookUp(number: string): Promise<LookedUp> {
  const body = { contract: z.strictObject({}), value: {} };
  const path = `/api/operator/first-keys/${number}/register-questions`;
  return callApi({ method: "POST", path, body, answer: LookedUp });
}

/** What they have answered, in full. @throws {ApiProblem} */
export function fullAnswer(id: string): Promise<FullAnswer> {
  return callApi({ method: "GET", path: `/api/operator/register-questions/${id}`, answer: FullAnswer });
}

/** What an operator has decided: what was seen of whom, or why the request is turned away. */
export type CentreVerdict =
  | {
      readonly verdict: "CONFIRM";
      readonly question: string;
      readonly name: string;
      readonly organisation?: string | undefined;
      readonly seen: Seen;
    }
  | { readonly verdict: "REFUSE"; readonly reason: string };

/**
 * Begins an operator's word: gives the text to show, and the act that signs and sends it.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginWord(facts: ApplicationFacts, said: CentreVerdict, language: Language) {
  const { nonce } = await askChallenge(said.verdict);
  const signing = { origin: location.origin, nonce, language };
  const text = textOf(facts, said, signing);
  return {
    text,
    async finish(keyId: string): Promise<FirstKeysDecided> {
      const signed = { nonce, language, cms: new Uint8Array(await signDocument(keyId, text)) };
      const value: DecideFirstKeys =
        said.verdict === "REFUSE"
          ? { verdict: said.verdict, reason: said.reason, ...signed }
          : { verdict: said.verdict, question: said.question, seen: said.seen, ...signed };
      const path = `/api/operator/first-keys/${facts.number}/decision`;
      const body = { contract: DecideFirstKeys, value };
      return callApi({ method: "POST", path, body, answer: FirstKeysDecided });
    },
  };
}

function textOf(
  { storage, email, ...request }: ApplicationFacts,
  said: CentreVerdict,
  signing: Pick<VouchedFacts, Signing>,
): string {
  if (said.verdict === "REFUSE") return turnAwayText({ ...request, ...signing, reason: said.reason });
  const { document: seen, end: seenEnd, appointment } = said.seen;
  const { name, organisation } = said;
  return vouchText({ ...request, ...signing, storage, email, name, organisation, seen, seenEnd, appointment });
}
