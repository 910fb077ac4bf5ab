import { z } from "zod";
import { MessageChannel, MessageKind, MessageState } from "#platform/prisma/enums.ts";
import { lenient } from "#portal/wire/filter.ts";

/** Which messages somebody wants to see; all that is said must hold. It is what the address of the page says. */
export const MessageFilter = z.object({
  /** GIVEN_UP: failed or lost sight of, and not sent again. */
  state: lenient(z.enum({ GIVEN_UP: "GIVEN_UP", ...MessageState })),
  channel: lenient(z.enum(MessageChannel)),
  kind: lenient(z.enum(MessageKind)),
  /** The first and the last day, as they are in Kazakhstan, on which it was queued. */
  from: lenient(z.iso.date()),
  to: lenient(z.iso.date()),
});
export type MessageFilter = z.output<typeof MessageFilter>;

/** Where a page of messages begins: after a row, or so that it ends before one. */
const Cursor = z.string().regex(/^\d{1,15}\.[0-9a-f-]{36}$/);
export const MessageCursor = z.object({ after: lenient(Cursor), before: lenient(Cursor) });
export type MessageCursor = z.output<typeof MessageCursor>;

/** 201 of POST /api/operator/messages/[id]/retry. */
export const SentAgain = z.strictObject({ id: z.uuid() });
