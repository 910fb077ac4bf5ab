import type { Tx } from "#platform/database.ts";
import type { MessageKind } from "#platform/prisma/enums.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { findToldRequests } from "./store.ts";

type AboutRequest = Extract<
  MessageKind,
  "REQUEST_SUBMITTED" | "REQUEST_CONFIRMED" | "REQUEST_REFUSED" | "REQUEST_ENDED" | "KEYS_ISSUED" | "KEYS_INSTALLED"
>;

interface News {
  readonly at: Date;
  readonly kind: AboutRequest;
  /** What it was refused or ended for stands beside it. */
  readonly requests: readonly { readonly id: string; readonly reason?: string }[];
}

/** Tells those who asked for keys what became of their requests, in the transaction in which it did. */
export async function tellApplicants(tx: Tx, { at, kind, requests }: News): Promise<void> {
  if (requests.length === 0) return;
  const reasons = new Map(requests.map(({ id, reason }) => [id, reason]));
  const told = await findToldRequests(
    tx,
    requests.map(({ id }) => id),
  );
  await queueMessages(
    tx,
    at,
    told.map(({ id, number, personId }) => {
      const reason = reasons.get(id);
      const facts = { number, ...(reason !== undefined && { reason }) };
      return { key: `${kind}:${id}`, channel: "EMAIL", kind, personId, facts } as const;
    }),
  );
}
