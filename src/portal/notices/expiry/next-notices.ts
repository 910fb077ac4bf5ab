import type { MessageChannel } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { noticesBefore } from "./due-notices.ts";
import { findPairOf, listTold } from "./own-store.ts";

/** When a person is told, or was, that a key of theirs ends. */
export interface ExpiryNotice {
  readonly channel: MessageChannel;
  readonly at: Date;
}

export interface NextNotices {
  /** What was sent, oldest first. */
  readonly told: readonly ExpiryNotice[];
  /** What is to come, as things stand now: none where it is switched off, or where there is nothing to tell any more. */
  readonly next: readonly ExpiryNotice[];
  /** Why no letters come: switched off, or nowhere to go; null where they do. */
  readonly noLetters: "OFF" | "NO_ADDRESS" | null;
  /** Whether the person wants to be told of it at all. */
  readonly wanted: boolean;
  /** Whether the pair still ends for its holder: it is in force, and no installed one outlives it. */
  readonly isEnding: boolean;
}

/**
 * What a holder is told before one of their own keys ends, by the plan that the worker goes by.
 *
 * @param serial lower-case hexadecimal, of either half of the pair
 * @returns null for a key of another capacity
 */
export async function nextNotices(
  { db, clock }: Context,
  { holderId, email, emailNotices, noticeKindsOff }: Actor,
  serial: string,
): Promise<NextNotices | null> {
  const pair = await findPairOf(db, { serial, holderId });
  if (!pair) return null;
  const now = clock.now();
  const wanted = !noticeKindsOff.includes("EXPIRY");
  const noLetters = lettersStoppedBy(emailNotices, email);
  const planned = noticesBefore(pair.notAfter).filter(({ at }) => at > now);
  const next = wanted && pair.isEnding ? planned.filter(({ channel }) => channel !== "EMAIL" || !noLetters) : [];
  return { told: await listTold(db, pair.id), next, noLetters, wanted, isEnding: pair.isEnding };
}

function lettersStoppedBy(emailNotices: boolean, address: string | null): NextNotices["noLetters"] {
  if (!emailNotices) return "OFF";
  return address === null ? "NO_ADDRESS" : null;
}
