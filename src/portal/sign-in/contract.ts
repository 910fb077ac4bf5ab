import { z } from "zod";
import { bytes, Language, MAX_DER, Nonce, RequestNumber } from "#portal/wire/contract.ts";

export const DocumentPurpose = z.enum([
  "SIGN_IN",
  "REISSUE",
  "CONFIRM",
  "REFUSE",
  "CANCEL",
  "REVOKE",
  "RELEASE",
  "ORDER",
  "APPROVE_ORDER",
  "DECLINE_ORDER",
  "CONFIRMATIONS",
  "DELEGATE",
  "WITHDRAW_DELEGATION",
  "FIRST_KEYS",
  "POSSESSION",
]);
export type DocumentPurpose = z.output<typeof DocumentPurpose>;

/** POST /api/challenges: a value to be signed once. Anyone may ask for SIGN_IN, FIRST_KEYS and POSSESSION, the rest needs a session. */
export const AskChallenge = z.strictObject({ purpose: DocumentPurpose });

/** Its answer. `number` comes with REISSUE and FIRST_KEYS: the number that the request will have. */
export const Challenge = z.strictObject({
  nonce: Nonce,
  expiresAt: z.iso.datetime(),
  number: RequestNumber.optional(),
});
export type Challenge = z.output<typeof Challenge>;

/** POST /api/session: the signed challenge. The signature is a detached CMS over `signInText`. */
export const SignIn = z.strictObject({ nonce: Nonce, language: Language, cms: bytes(MAX_DER) });
export type SignIn = z.output<typeof SignIn>;
