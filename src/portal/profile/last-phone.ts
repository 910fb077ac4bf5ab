import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { findLastPhone } from "./store.ts";

/** The phone that a code went to last, masked; null where none ever did. `web` knows no phone but by this. */
export async function lastPhone({ db }: Context, { personId }: Actor): Promise<string | null> {
  return findLastPhone(db, personId);
}
