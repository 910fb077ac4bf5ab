import { toBase64 } from "#pki/bytes.ts";
import { confirmationsText } from "#portal/documents/contract.ts";
import { cmsOver } from "./people.ts";
import { call, challenge, type Visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder } from "./world.ts";

interface Wish {
  readonly slot?: "AUTH" | "SIGN";
  readonly text?: (text: string) => string;
  readonly purpose?: string;
}

/** What a senior manager's browser signs to say how many have to confirm. */
export async function confirmationsBody(visitor: Visitor, manager: TestHolder, confirmations: number, wish: Wish = {}) {
  const { nonce, expiresAt } = await challenge(visitor, wish.purpose ?? "CONFIRMATIONS");
  const { bin, organisation } = manager.actor;
  const whose = { bin: bin ?? "", organisation: organisation ?? "" };
  const built = confirmationsText({ origin: ORIGIN, nonce, language: "kk", confirmations, expiresAt, ...whose });
  const text = wish.text?.(built) ?? built;
  const { slot = "SIGN" } = wish;
  const cms = cmsOver(text, manager.keys[slot], manager.certificates[slot], visitor.world.clock.now());
  return { text, cms, json: { confirmations, nonce, language: "kk", cms: toBase64(cms) } };
}

export async function setConfirmations(visitor: Visitor, manager: TestHolder, confirmations: number, wish: Wish = {}) {
  const { json } = await confirmationsBody(visitor, manager, confirmations, wish);
  return call(visitor, "POST /api/confirmations", { json });
}
