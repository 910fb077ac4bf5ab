import type { MessageChannel, MessageKind, MessageState } from "#platform/prisma/enums.ts";
import { fullName } from "#portal/people/full-name.ts";
import { isGivenUp, isSecret } from "./again/is-given-up.ts";
import type { findMessages } from "./search/store.ts";

/** One line of what was told. It has nothing of what it says, of an address or a phone the ends only, as of an IIN. */
export interface MessageRow {
  readonly id: string;
  readonly channel: MessageChannel;
  readonly kind: MessageKind;
  readonly state: MessageState;
  readonly createdAt: Date;
  /** When it was settled, or is tried next. */
  readonly at: Date;
  readonly attempts: number;
  /** Why it was not sent, as the other side or we said: a code. */
  readonly error: string | null;
  /** Masked; null before the first try. */
  readonly sentTo: string | null;
  readonly person?: { readonly name: string; readonly iinEnd: string };
  /** Of the request that it tells of. */
  readonly number?: string;
  /** Whether it repeats another that was given up. */
  readonly isRepeat: boolean;
  readonly repeatedAt?: Date;
  /** Whether an operator may send it once more. */
  readonly mayRepeat: boolean;
}

type Row = Awaited<ReturnType<typeof findMessages>>[number];

export function messageRow(row: Row, number: string | undefined, now: Date): MessageRow {
  const { id, channel, kind, state, createdAt, dueAt, settledAt, attempts, lastError, sentTo, person } = row;
  const isLate = row.expiresAt !== null && row.expiresAt <= now;
  return {
    ...{ id, channel, kind, state, createdAt, attempts, sentTo, number },
    at: settledAt ?? dueAt,
    error: lastError,
    person: person ? { name: fullName(person), iinEnd: person.iin.slice(-4) } : undefined,
    isRepeat: row.repeatsId !== null,
    repeatedAt: row.repeatedBy?.createdAt,
    mayRepeat: isGivenUp(row) && !isSecret(row) && !isLate && row.repeatedBy === null,
  };
}
