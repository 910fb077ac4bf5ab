import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { expireOverdueOrders } from "./store.ts";

/** Ends the orders of the authority that no second person decided on in time. Nothing was done of them. */
export async function expireOrders({ db, clock }: Pick<Context, "db" | "clock">): Promise<void> {
  const at = clock.now();
  await db.$transaction(async (tx) => {
    const ended = await expireOverdueOrders(tx, at);
    await recordEvents(
      tx,
      ended.map(({ orderId, certificateId }) => ({
        ...{ at, action: "authority-order-expired", certificateId },
        facts: { orderId },
      })),
    );
  });
}
