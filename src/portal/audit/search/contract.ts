import { z } from "zod";
import { parseRequestNumber } from "#portal/requests/request-number.ts";
import { lenient } from "#portal/wire/filter.ts";

/** Which events an auditor wants to see; all that is said must hold. */
export const LogFilter = z.object({
  /** A word of `AuditAction`, as the log has it. */
  action: lenient(
    z
      .string()
      .trim()
      .regex(/^[a-z-]{1,40}$/),
  ),
  number: lenient(
    z
      .string()
      .max(60)
      .transform((text) => parseRequestNumber(text) ?? undefined),
  ),
  /** A whole serial number, however it was typed. */
  serial: lenient(
    z
      .string()
      .max(100)
      .transform((text) => text.replaceAll(/[^0-9A-Fa-f]/g, "").toLowerCase() || undefined),
  ),
  /** Of the person who acted. */
  iin: lenient(z.string().regex(/^\d{12}$/)),
  /** The first and the last day, as they are in Kazakhstan. */
  from: lenient(z.iso.date()),
  to: lenient(z.iso.date()),
});
export type LogFilter = z.output<typeof LogFilter>;

/** Where a page of the log begins: before an event, the newest first. */
export const LogCursor = z.object({ before: lenient(z.string().regex(/^\d{1,18}$/)) });
