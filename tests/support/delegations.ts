import { createHash } from "node:crypto";
import { toBase64 } from "#pki/bytes.ts";
import { delegationText, withdrawalText } from "#portal/delegations/contract.ts";
import { delegateFacts } from "#portal/delegations/delegate-facts.ts";
import { cmsOver } from "./people.ts";
import { call, challenge, type Visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder } from "./world.ts";

export interface GivingWish {
  readonly from?: string;
  readonly last?: string;
  readonly kinds?: readonly string[];
  readonly slot?: "AUTH" | "SIGN";
  readonly text?: (text: string) => string;
  readonly purpose?: string;
}

const partiesOf = (head: TestHolder, delegate: TestHolder) =>
  delegateFacts({ ...delegate.actor, bin: head.actor.bin ?? "", organisation: head.actor.organisation ?? "" });

/** What a first head's browser signs to give somebody the right to confirm; each part can be made wrong. */
export async function delegationBody(visitor: Visitor, head: TestHolder, delegate: TestHolder, wish: GivingWish = {}) {
  const { nonce } = await challenge(visitor, wish.purpose ?? "DELEGATE");
  const { from = "2026-11-23", last = "2026-12-06", kinds = ["EMPLOYEE", "HR"], slot = "SIGN" } = wish;
  const facts = { origin: ORIGIN, nonce, language: "kk" as const, from, last, kinds };
  const built = delegationText({ ...facts, ...partiesOf(head, delegate) });
  const text = wish.text?.(built) ?? built;
  const cms = cmsOver(text, head.keys[slot], head.certificates[slot], visitor.world.clock.now());
  const json = { delegate: delegate.holderId, from, last, kinds, nonce, language: "kk", cms: toBase64(cms) };
  return { text, cms: Uint8Array.from(cms), json };
}

export async function delegate(visitor: Visitor, head: TestHolder, to: TestHolder, wish: GivingWish = {}) {
  return call(visitor, "POST /api/delegations", { json: (await delegationBody(visitor, head, to, wish)).json });
}

/** What a first head's browser signs to take it back: the delegate's only one. */
export async function withdrawalBody(visitor: Visitor, head: TestHolder, from: TestHolder) {
  const where = { delegateHolderId: from.holderId };
  const given = await visitor.world.owner.delegation.findFirstOrThrow({ where, include: { document: true } });
  const { nonce } = await challenge(visitor, "WITHDRAW_DELEGATION");
  const delegation = createHash("sha256").update(given.document.text).digest("hex");
  const facts = { origin: ORIGIN, nonce, language: "kk" as const, delegation };
  const text = withdrawalText({ ...facts, ...partiesOf(head, from) });
  const cms = cmsOver(text, head.keys.SIGN, head.certificates.SIGN, visitor.world.clock.now());
  return { id: given.id, text, cms: Uint8Array.from(cms), json: { nonce, language: "kk", cms: toBase64(cms) } };
}

export async function withdraw(visitor: Visitor, head: TestHolder, from: TestHolder) {
  const { id, json } = await withdrawalBody(visitor, head, from);
  return call(visitor, "POST /api/delegations/[id]/withdrawal", { id, json });
}
