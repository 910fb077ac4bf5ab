import { z } from "zod";
import { lenient } from "#portal/wire/filter.ts";

/** How a key stands for whoever looks for it: EXPIRING is in force still, for 30 days at most. */
export const KeyStatus = z.enum(["VALID", "EXPIRING", "EXPIRED", "ON_HOLD", "REVOKED", "NOT_YET_VALID"]);
export type KeyStatus = z.output<typeof KeyStatus>;

/** Letters, digits and what stands between them in names: nothing that a search would read as its own sign. */
const Words = z
  .string()
  .max(200)
  .transform((text) =>
    text
      .normalize("NFC")
      .replaceAll(/[^\p{L}\p{M}\p{N}\s'’.-]/gu, " ")
      .trim(),
  )
  .transform((text) => text || undefined);

/** Which keys somebody wants to see; all that is said must hold. It is what the address of a list says. */
export const KeyFilter = z.object({
  status: lenient(KeyStatus),
  slot: lenient(z.enum(["AUTH", "SIGN"])),
  storage: lenient(
    z.enum(["PERSONAL_COMPUTER", "ID_CARD", "KAZTOKEN", "ETOKEN_72K", "ETOKEN_5110", "JACARTA", "AKEY"]),
  ),
  /** The first and the last day, as they are in Kazakhstan, on which the certificate was issued. */
  from: lenient(z.iso.date()),
  to: lenient(z.iso.date()),
  /** A part of the serial number, however it was typed. */
  serial: lenient(Words.transform((text) => text?.replaceAll(/[^\p{L}\p{N}]/gu, "").toLowerCase() || undefined)),
  /** Words of a name, or an IIN or its last digits; only where there are people to choose from. */
  who: lenient(Words),
});
export type KeyFilter = z.output<typeof KeyFilter>;

/** Whose keys: the holder's own, or those of the organisation's people. */
export const KeyScope = z.enum(["own", "staff"]);
export type KeyScope = z.output<typeof KeyScope>;

/** Where a page of a list begins: after a row, or so that it ends before one. It says nothing but where. */
const Cursor = z.string().regex(/^\d{1,15}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(?:AUTH|SIGN)$/);
export const KeyCursor = z.object({ after: lenient(Cursor), before: lenient(Cursor) });
export type KeyCursor = z.output<typeof KeyCursor>;
