import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { type KeyCard, keyCard } from "./key-card.ts";
import { listCertificates } from "./store.ts";

/** Every DS key that the holder ever had in this capacity, the newest first. */
export async function listOwnKeys({ db, clock }: Context, { holderId }: Actor): Promise<readonly KeyCard[]> {
  const now = clock.now();
  return (await listCertificates(db, holderId)).map((row) => keyCard(row, now));
}
