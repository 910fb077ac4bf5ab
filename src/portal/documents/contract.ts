import { documentText } from "#pki/signed-document.ts";
import type { Language } from "#portal/wire/contract.ts";
import { STATEMENTS } from "./statements.ts";

/*
 * The texts that people sign: built by these functions in the browser, where they are shown word for word, and again on
 * the server, where the signature must fit what the server built.
 */

export interface Common {
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

interface FirstKeysWord extends Common {
  readonly number: string;
  readonly revision: number;
  readonly iin: string;
  readonly bin?: string | undefined;
  readonly template: string;
  /** Lower-case hexadecimal SHA-256 of the two new SubjectPublicKeyInfos. */
  readonly authKey: string;
  readonly signKey: string;
}

/** What an operator of the Registration Centre vouches for: whom the state registers have, and what was seen of the person. */
export interface VouchedFacts extends FirstKeysWord {
  readonly name: string;
  readonly organisation?: string | undefined;
  readonly storage: string;
  readonly email?: string | undefined;
  /** The kind of the identity document, and the last four characters of its number. */
  readonly seen: string;
  readonly seenEnd: string;
  /** A first head's order of appointment. */
  readonly appointment?: string | undefined;
}

/** An operator has checked the person against the identity document, its photograph and the state registers. */
export function vouchText({ revision, authKey, signKey, seen, seenEnd, ...facts }: VouchedFacts): string {
  const { origin, nonce, language, ...request } = facts;
  return documentText("confirm-first-keys", {
    ...withStatement("VOUCH", { origin, nonce, language }),
    ...request,
    revision: String(revision),
    "auth-key": authKey,
    "sign-key": signKey,
    document: seen,
    "document-end": seenEnd,
    photograph: "matches",
  });
}

/** An operator turns a request for first keys away. */
export function turnAwayText({
  revision,
  authKey,
  signKey,
  ...facts
}: FirstKeysWord & { readonly reason: string }): string {
  const { origin, nonce, language, ...request } = facts;
  return documentText("refuse-first-keys", {
    ...withStatement("TURN_AWAY", { origin, nonce, language }),
    ...request,
    revision: String(revision),
    "auth-key": authKey,
    "sign-key": signKey,
  });
}

/** The holder takes a request back. */
export function cancelText({ number, ...common }: Common & { readonly number: string }): string {
  return documentText("cancel", { ...withStatement("CANCEL", common), number });
}

/** A person's letters are to go to another address. Nobody signs it: the code that is redeemed is for this text. */
export function emailText(facts: { readonly origin: string; readonly iin: string; readonly email: string }): string {
  return documentText("email", facts);
}

/**
 * The new key for signing in says that it is there, before there is a certificate that it could sign in with. No person
 * reads it and it changes nothing: it only opens what is its own.
 */
export function possessionText(facts: {
  readonly origin: string;
  readonly nonce: string;
  readonly number: string;
  readonly act: "certificates" | "installed";
}): string {
  return documentText("possession", facts);
}

/** A registration certificate that a revocation is about, and whose it is. */
export interface RevocableCertificate {
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly slot: "AUTH" | "SIGN";
  readonly iin: string;
  readonly name: string;
}

export interface RevocationFacts extends Common {
  readonly reason: string;
  /** At most 20, in any order. */
  readonly certificates: readonly RevocableCertificate[];
}

/** A person has registration certificates revoked, or put on hold: their own, or those of the organisation's people. */
export function revokeText({ reason, certificates, ...common }: RevocationFacts): string {
  return documentText("revoke", {
    ...withStatement(reason === "CERTIFICATE_HOLD" ? "HOLD" : "REVOKE", common),
    reason,
    ...certificateFields(certificates),
  });
}

export interface ConfirmationsFacts extends Common {
  readonly bin: string;
  readonly organisation: string;
  readonly confirmations: number;
  readonly expiresAt: string;
}

/** How many persons have to confirm from now on. The text serves until `expiresAt`: nothing is changed by an old one. */
export function confirmationsText({
  bin,
  organisation,
  confirmations,
  expiresAt,
  ...common
}: ConfirmationsFacts): string {
  return documentText("confirmations", {
    ...withStatement("CONFIRMATIONS", common),
    ...{ bin, organisation, confirmations: String(confirmations), expires: expiresAt },
  });
}

/** Whoever put a certificate on hold lifts the hold. The text serves until `expiresAt`: a hold is not lifted by an old one. */
export function releaseText({
  certificate,
  expiresAt,
  ...common
}: Common & { readonly certificate: RevocableCertificate; readonly expiresAt: string }): string {
  return documentText("release", {
    ...withStatement("RELEASE", common),
    certificate: certificateLine(certificate),
    expires: expiresAt,
  });
}

/** A line for each certificate that a document is about, in an order of their own. */
export function certificateFields(certificates: readonly RevocableCertificate[]): Readonly<Record<string, string>> {
  const lines = certificates.map(certificateLine).toSorted();
  return {
    certificates: String(lines.length),
    ...Object.fromEntries(lines.map((line, at) => [`certificate-${String(at + 1).padStart(2, "0")}`, line])),
  };
}

const certificateLine = ({ serial, slot, iin, name }: RevocableCertificate) => `${serial}, ${slot}, ${iin}, ${name}`;

/** What every signed document begins with, and the sentence that makes it one of its kind. */
export function withStatement(purpose: keyof typeof STATEMENTS, { origin, nonce, language }: Common) {
  return { origin, nonce, language, statement: STATEMENTS[purpose][language] };
}
