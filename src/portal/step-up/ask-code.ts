import { fromHex } from "#pki/bytes.ts";
import type { Actor } from "#portal/actor.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import type { AskCode } from "./contract.ts";
import { createAsk } from "./store.ts";

/**
 * Asks for a code that proves, beside the key, that the holder means one text; the worker makes and sends it.
 *
 * Makes no code and knows none: what this process is told, somebody who has taken it over would be told too.
 *
 * @returns the id by which `codeState` and `requireCode` know it
 */
export async function askCode({ db, clock }: Context, { holderId }: Actor, asked: AskCode): Promise<string> {
  const { purpose, textSha256, reference = null, by: wanted = "SMS" } = asked;
  return db.$transaction(async (tx) => {
    const ask = { holderId, purpose, textSha256: Uint8Array.from(fromHex(textSha256)), reference, wanted };
    const id = await createAsk(tx, ask);
    await recordEvents(tx, [
      { at: clock.now(), action: "code-asked", actorId: holderId, facts: { code: id, purpose } },
    ]);
    return id;
  });
}
