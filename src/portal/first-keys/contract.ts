import { z } from "zod";
import { Email, KeyAlgorithm, Storage } from "#portal/requests/contract.ts";
import { bytes, Language, MAX_DER, Nonce } from "#portal/wire/contract.ts";

/** An IIN or a BIN: whether it is anybody's, the register says. */
export const StateNumber = z.string().regex(/^[0-9]{12}$/);

/** In which capacity a person without a key can ask the Registration Centre for the first ones. */
export const Capacity = z.enum(["INDIVIDUAL", "FIRST_HEAD"]);
export type Capacity = z.output<typeof Capacity>;

/** POST /api/register-questions: whom the state registers have under these numbers. A BIN for a first head alone. */
export const AskRegister = z.discriminatedUnion("capacity", [
  z.strictObject({ capacity: z.literal("INDIVIDUAL"), iin: StateNumber }),
  z.strictObject({ capacity: z.literal("FIRST_HEAD"), iin: StateNumber, bin: StateNumber }),
]);
export type AskRegister = z.output<typeof AskRegister>;

/** 202 of POST /api/register-questions. */
export const RegisterAsked = z.strictObject({ id: z.uuid() });

/**
 * GET /api/register-questions/[id]: DELAYED where the registers do not answer now; NOT_FOUND whatever it is that they do
 * not have. Anybody can type a number: so the name is masked.
 */
export const RegisterAnswer = z.discriminatedUnion("state", [
  z.strictObject({ state: z.enum(["WAITING", "DELAYED", "NOT_FOUND"]) }),
  z.strictObject({ state: z.literal("FOUND"), name: z.string(), organisation: z.string().optional() }),
]);
export type RegisterAnswer = z.output<typeof RegisterAnswer>;

/** POST /api/first-keys: what the register answered, and the two certification requests made in the browser. */
export const SubmitFirstKeys = z.strictObject({
  nonce: Nonce,
  language: Language,
  question: z.uuid(),
  storage: Storage,
  keyAlgorithm: KeyAlgorithm,
  email: Email.optional(),
  authCsr: bytes(MAX_DER),
  signCsr: bytes(MAX_DER),
  confirmed: z.literal(true),
});
export type SubmitFirstKeys = z.output<typeof SubmitFirstKeys>;

/** The new key for signing in has signed `possessionText`: who has no session proves by it whose keys these are. */
export const Possession = z.strictObject({ nonce: Nonce, signature: bytes(1024) });
export type Possession = z.output<typeof Possession>;
