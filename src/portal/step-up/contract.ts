import { z } from "zod";
import { RequestNumber } from "#portal/wire/contract.ts";

/** What a code is asked for; REVOKE is about another person's key. */
export const StepUpPurpose = z.enum(["REISSUE", "REVOKE", "EMAIL"]);
export type StepUpPurpose = z.output<typeof StepUpPurpose>;

/** POST /api/codes: asks for a code that is good for one text alone. */
export const AskCode = z.strictObject({
  purpose: StepUpPurpose,
  /** Lower-case hexadecimal SHA-256 of the text in UTF-8. */
  textSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What the message is to name: the request's number, or the last eight digits of a serial number. */
  reference: z.union([RequestNumber, z.string().regex(/^[0-9a-f]{8}$/)]).optional(),
  /** By which way, if it can be chosen; the phone otherwise. */
  by: z.enum(["SMS", "EMAIL"]).optional(),
});
export type AskCode = z.output<typeof AskCode>;

/** 202 of POST /api/codes. */
export const CodeAsked = z.strictObject({ id: z.uuid() });
export type CodeAsked = z.output<typeof CodeAsked>;

/** Why no code can be sent to a person. */
export const StepUpRefusal = z.enum([
  "NO_SUCH_PERSON",
  "NO_PHONE",
  "NON_RESIDENT",
  "CONTACT_TOO_NEW",
  "TOO_MANY_CODES",
  "HOLDER_BLOCKED",
]);
export type StepUpRefusal = z.output<typeof StepUpRefusal>;

/** GET /api/codes/[id]: where the code is. Neither the code nor the whole address is ever said. */
export const CodeState = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("WAITING") }),
  /** The register of phones does not answer; it is asked again and again. */
  z.strictObject({ state: z.literal("DELAYED") }),
  z.strictObject({
    state: z.literal("SENT"),
    channel: z.enum(["SMS", "EMAIL"]),
    to: z.string(),
    secondsLeft: z.number().int().min(0),
  }),
  /** It is used, tried too often or too old, or another one has taken its place. */
  z.strictObject({ state: z.literal("ENDED") }),
  z.strictObject({ state: z.literal("IMPOSSIBLE"), code: StepUpRefusal }),
]);
export type CodeState = z.output<typeof CodeState>;

/** The code as it was typed, in the contracts of what needs one. */
export const Code = z.strictObject({ id: z.uuid(), digits: z.string().regex(/^\d{6}$/) });
export type Code = z.output<typeof Code>;
