import type { Context } from "#portal/context.ts";
import { ask } from "./store.ts";

/** Silent when the register answers. @throws {Error} whatever the database says otherwise */
export async function requireReady({ db }: Context): Promise<void> {
  await ask(db);
}
