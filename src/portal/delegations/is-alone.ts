import type { Actor } from "#portal/actor.ts";
import { mayDelegate } from "#portal/approvals/may-decide.ts";
import { countManagers } from "#portal/confirmations/store.ts";
import type { Context } from "#portal/context.ts";

/** Whether a first head is the only one who can confirm now: while they are away, nobody's request goes on. */
export async function isAlone({ db, clock }: Context, actor: Actor): Promise<boolean> {
  return mayDelegate(actor) && (await countManagers(db, actor.organisationId, clock.now())) < 2;
}
