import type { Tx } from "#platform/database.ts";
import type { MessageChannel, MessageKind } from "#platform/prisma/enums.ts";
import { newRowId } from "#platform/row-id.ts";
import { insertMessages } from "./store.ts";

/** Something to be told to one person, once. */
export interface QueuedMessage {
  /** What is told once: a second message with the same key is none. */
  readonly key: string;
  readonly channel: MessageChannel;
  readonly kind: MessageKind;
  /** In whose language, and where to as long as there is no `address`. */
  readonly personId: string;
  /** Only where it isn't the person's own as it stands when it is sent. */
  readonly address?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly certificateId?: string;
  /** Of EXPIRY alone: days before the end. */
  readonly threshold?: number;
  /** From then on it is not sent any more. */
  readonly expiresAt?: Date;
}

/** Writes messages to the outbox in the transaction that caused them; one with a known key is there already. */
export async function queueMessages(tx: Tx, at: Date, messages: readonly QueuedMessage[]): Promise<void> {
  if (messages.length === 0) return;
  await insertMessages(
    tx,
    messages.map(({ address, facts, certificateId, threshold, expiresAt, ...message }) => ({
      ...message,
      id: newRowId(),
      address: address ?? null,
      facts: facts ?? {},
      certificateId: certificateId ?? null,
      threshold: threshold ?? null,
      at,
      expiresAt: expiresAt ?? null,
    })),
  );
}
