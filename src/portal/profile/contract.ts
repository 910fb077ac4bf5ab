import { z } from "zod";
import { Language } from "#portal/wire/contract.ts";

/** PUT /api/profile: what a person may set about themselves. */
export const Settings = z.strictObject({ language: Language, emailNotices: z.boolean() });
export type Settings = z.output<typeof Settings>;
