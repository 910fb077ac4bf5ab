import { documentText } from "#pki/signed-document.ts";
import type { Language } from "#portal/wire/contract.ts";
import { STATEMENTS } from "./statements.ts";

/*
 * The texts that people sign: built by these functions in the browser, where they are shown word for word, and again on
 * the server, where the signature must fit what the server built.
 */

interface Common {
  /** `https://…`: in the browser where it really is, on the server where it should be. */
  readonly origin: string;
  readonly nonce: string;
  readonly language: Language;
}

/** Signing in with the AUTH key. */
export function signInText({ expiresAt, ...common }: Common & { readonly expiresAt: string }): string {
  return documentText("sign-in", { ...withStatement("SIGN_IN", common), expires: expiresAt });
}

export interface ReissueFacts extends Common {
  readonly number: string;
  readonly iin: string;
  readonly name: string;
  readonly bin?: string | undefined;
  readonly organisation?: string | undefined;
  readonly template: string;
  readonly storage: string;
  readonly keyAlgorithm: string;
  readonly email?: string | undefined;
  /** Lower-case hexadecimal SHA-256 of the two new SubjectPublicKeyInfos. */
  readonly authKey: string;
  readonly signKey: string;
}

/** The form of a re-issuance request, signed with the holder's SIGN key in force. */
export function reissueText({ keyAlgorithm, authKey, signKey, ...facts }: ReissueFacts): string {
  const { origin, nonce, language, ...form } = facts;
  return documentText("reissue", {
    ...withStatement("REISSUE", { origin, nonce, language }),
    ...form,
    "key-algorithm": keyAlgorithm,
    "auth-key": authKey,
    "sign-key": signKey,
  });
}

export interface DecisionFacts extends Common {
  readonly verdict: "CONFIRM" | "REFUSE";
  readonly number: string;
  readonly revision: number;
  /** Lower-case hexadecimal SHA-256 of the text that the holder signed. */
  readonly form: string;
  readonly iin: string;
  readonly name: string;
  readonly bin: string;
  readonly organisation: string;
  readonly template: string;
  readonly storage: string;
  readonly authKey: string;
  readonly signKey: string;
  /** When the request ends if nobody decides. */
  readonly expiresAt: string;
  readonly reason?: string | undefined;
}

/** The senior manager's yes or no to one revision of one request. */
export function decisionText({ verdict, revision, authKey, signKey, expiresAt, ...facts }: DecisionFacts): string {
  const { origin, nonce, language, ...request } = facts;
  return documentText(verdict === "CONFIRM" ? "confirm" : "refuse", {
    ...withStatement(verdict, { origin, nonce, language }),
    ...request,
    revision: String(revision),
    "auth-key": authKey,
    "sign-key": signKey,
    expires: expiresAt,
  });
}

/** The holder takes a request back. */
export function cancelText({ number, ...common }: Common & { readonly number: string }): string {
  return documentText("cancel", { ...withStatement("CANCEL", common), number });
}

function withStatement(purpose: keyof typeof STATEMENTS, { origin, nonce, language }: Common) {
  return { origin, nonce, language, statement: STATEMENTS[purpose][language] };
}
