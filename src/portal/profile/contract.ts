import { z } from "zod";
import { Code } from "#portal/step-up/contract.ts";
import { Language } from "#portal/wire/contract.ts";
import { mailbox } from "./mailbox.ts";

/** What a person may switch off one by one; what is about the safety of their account is not among it. */
export const NoticeKind = z.enum(["EXPIRY", "REQUESTS", "APPROVALS"]);
export type NoticeKind = z.output<typeof NoticeKind>;

/** PUT /api/profile: what a person may set about themselves. */
export const Settings = z.strictObject({
  language: Language,
  /** Whether they get letters; messages to the phone are another matter. */
  emailNotices: z.boolean(),
  noticeKindsOff: z.array(NoticeKind).refine((kinds) => new Set(kinds).size === kinds.length),
});
export type Settings = z.output<typeof Settings>;

/** One mailbox as `mailbox` writes it: another writing of it is refused, so that the text and the link are about one. */
export const NewEmail = z
  .string()
  .max(254)
  .refine((text) => mailbox(text) === text);

/** POST /api/email-changes: a new address, with the code for `emailText`. */
export const ChangeEmail = z.strictObject({ email: NewEmail, code: Code.optional() });
export type ChangeEmail = z.output<typeof ChangeEmail>;

/** POST /api/email-confirmations: what stands in the link that came to the new address. */
export const ConfirmEmail = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export type ConfirmEmail = z.output<typeof ConfirmEmail>;
