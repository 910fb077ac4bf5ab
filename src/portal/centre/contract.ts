import { z } from "zod";
import { Reason } from "#portal/approvals/contract.ts";
import { Capacity, StateNumber } from "#portal/first-keys/contract.ts";
import { RequestState } from "#portal/requests/contract.ts";
import { bytes, Language, MAX_DER, Nonce, RequestNumber } from "#portal/wire/contract.ts";

/** POST /api/operator/first-keys/search: no number of a person stands in an address, where logs would keep it. */
export const FindApplications = z.strictObject({ by: z.union([RequestNumber, StateNumber]) });

/** A request for first keys as a list has it. */
export const Application = z.strictObject({
  number: RequestNumber,
  /** All but its end is hidden. */
  iin: z.string(),
  capacity: Capacity,
  organisation: z.string().optional(),
  state: RequestState,
  submittedAt: z.iso.datetime(),
  /** The colleague who has it open. */
  takenBy: z.string().optional(),
});
export const Applications = z.strictObject({ found: z.array(Application) });
export type Application = z.output<typeof Application>;

/** By what an operator has known a person. */
export const IdentityDocument = z.enum(["ID_CARD", "PASSPORT", "RESIDENCE_PERMIT"]);
export type IdentityDocument = z.output<typeof IdentityDocument>;

/** The order of appointment of a first head: its number and date, on one line. */
const Appointment = Reason.max(100);

/** What was seen of a person at the Registration Centre. */
export const Seen = z.strictObject({
  document: IdentityDocument,
  /** The last four characters of the document's number. */
  end: z.string().regex(/^[0-9A-Z]{4}$/),
  appointment: Appointment.optional(),
  /** The photograph is of whoever stands there. */
  faceMatches: z.literal(true),
  /** The document says what the state registers say. */
  registerMatches: z.literal(true),
});
export type Seen = z.output<typeof Seen>;

const signed = { nonce: Nonce, language: Language, cms: bytes(MAX_DER) };

/** POST /api/operator/first-keys/[number]/decision, signed over `vouchText` or `turnAwayText`. */
export const DecideFirstKeys = z.discriminatedUnion("verdict", [
  z.strictObject({ verdict: z.literal("CONFIRM"), question: z.uuid(), seen: Seen, ...signed }),
  z.strictObject({ verdict: z.literal("REFUSE"), reason: Reason, ...signed }),
]);
export type DecideFirstKeys = z.output<typeof DecideFirstKeys>;

/** 200 of it: how many more operators have to vouch. */
export const FirstKeysDecided = z.strictObject({ state: RequestState, missing: z.number().int().min(0) });
export type FirstKeysDecided = z.output<typeof FirstKeysDecided>;

/** 202 of POST /api/operator/first-keys/[number]/register-questions: the question's id, and what the page keeps back. */
export const LookedUp = z.strictObject({
  id: z.uuid(),
  iin: StateNumber,
  /** The colleague who had opened it before. */
  takenBy: z.string().optional(),
});
export type LookedUp = z.output<typeof LookedUp>;

/** GET /api/operator/register-questions/[id]: what the state registers have, in full, for whoever has the person before them. */
export const FullAnswer = z.discriminatedUnion("state", [
  z.strictObject({ state: z.enum(["WAITING", "DELAYED", "NOT_FOUND"]) }),
  z.strictObject({
    state: z.literal("FOUND"),
    iin: StateNumber,
    name: z.string(),
    organisation: z.string().optional(),
  }),
]);
export type FullAnswer = z.output<typeof FullAnswer>;
