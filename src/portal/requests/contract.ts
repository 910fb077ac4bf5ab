import { z } from "zod";
import { Code } from "#portal/step-up/contract.ts";
import { bytes, Language, MAX_DER, Nonce, RequestNumber } from "#portal/wire/contract.ts";

export const Storage = z.enum([
  "PERSONAL_COMPUTER",
  "ID_CARD",
  "KAZTOKEN",
  "ETOKEN_72K",
  "ETOKEN_5110",
  "JACARTA",
  "AKEY",
]);
export type Storage = z.output<typeof Storage>;

export const KeyAlgorithm = z.enum(["RSA-2048", "EC-P256"]);
export type KeyAlgorithm = z.output<typeof KeyAlgorithm>;

export const RequestState = z.enum([
  "SUBMITTED",
  "CONFIRMED",
  "ISSUING",
  "ISSUED",
  "INSTALLED",
  "REFUSED",
  "CANCELLED",
  "EXPIRED",
  "REJECTED",
]);
export type RequestState = z.output<typeof RequestState>;

/** An address that can stand in one mail header and nowhere else. */
export const Email = z.email().max(254);

/** POST /api/requests: the form that the holder signed with the SIGN key in force, and the two requests made in the browser. */
export const SubmitReissue = z.strictObject({
  nonce: Nonce,
  language: Language,
  storage: Storage,
  keyAlgorithm: KeyAlgorithm,
  email: Email.optional(),
  authCsr: bytes(MAX_DER),
  signCsr: bytes(MAX_DER),
  cms: bytes(MAX_DER),
  confirmed: z.literal(true),
  /** For the signed text; without it the request is refused. */
  code: Code.optional(),
});
export type SubmitReissue = z.output<typeof SubmitReissue>;

/** 201 of POST /api/requests. */
export const Submitted = z.strictObject({ number: RequestNumber, state: RequestState });
export type Submitted = z.output<typeof Submitted>;

/** POST /api/requests/[number]/cancellation, signed over `cancelText`. */
export const CancelRequest = z.strictObject({ nonce: Nonce, language: Language, cms: bytes(MAX_DER) });
export type CancelRequest = z.output<typeof CancelRequest>;

/** GET /api/track/[number], for anybody: where the request stands, and nothing about whose it is. */
export const Tracked = z.strictObject({
  number: RequestNumber,
  state: RequestState,
  changedAt: z.iso.datetime(),
  /** It asks for first keys: the Registration Centre confirms it, and its certificates are installed without signing in. */
  firstKeys: z.literal(true).optional(),
});
export type Tracked = z.output<typeof Tracked>;

/** GET /api/requests/[number]/certificates, for the holder alone, once both are issued. */
export const IssuedPair = z.strictObject({
  auth: bytes(MAX_DER),
  sign: bytes(MAX_DER),
  issuer: bytes(MAX_DER),
  root: bytes(MAX_DER),
});
export type IssuedPair = z.output<typeof IssuedPair>;
