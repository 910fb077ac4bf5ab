import { PkiError } from "#pki/error.ts";
import { parseDocument } from "#pki/signed-document.ts";
import type { Template } from "#platform/prisma/enums.ts";
import type { Context } from "#portal/context.ts";
import { requireSameText, signingOf, verifyStored } from "#portal/documents/verify-stored.ts";
import { PortalError } from "#portal/error.ts";
import type { StoredDelegation } from "./checking-store.ts";
import { delegationText } from "./contract.ts";
import { delegateFacts } from "./delegate-facts.ts";
import { isoOf, termOf } from "./term.ts";

type Checking = Pick<Context, "clock" | "origin" | "anchors" | "primitives">;

interface Word {
  readonly decidedAt: Date;
  readonly delegations: readonly StoredDelegation[];
}

interface Decided {
  readonly organisationId: string | null;
  readonly template: Template;
}

/**
 * Proves once more, from what is stored, that a first head of this organisation had given whoever said this word the right
 * to decide on such a request then. Nothing that `web` ever said is believed.
 *
 * The certificate that gave it is to be in force now, too: when a document was signed is `web`'s word.
 *
 * @throws {PortalError} FORBIDDEN
 */
export async function requireDelegated(context: Checking, word: Word, decided: Decided): Promise<void> {
  const now = context.clock.now();
  for (const delegation of word.delegations.filter((each) => covers(each, { ...decided, at: word.decidedAt, now })))
    if (await isGenuine(context, delegation, now)) return;
  throw new PortalError("FORBIDDEN", { detail: "a word of nobody who had the right" });
}

function covers(given: StoredDelegation, { organisationId, template, at, now }: Decided & { at: Date; now: Date }) {
  const { from, until } = termOf(given);
  const isTime = from <= at && from <= now && at < until && given.givenAt <= at;
  const isWithdrawn = given.withdrawnAt !== null && given.withdrawnAt <= at;
  const isAbout = given.organisationId === organisationId && given.kinds.includes(template);
  return isTime && !isWithdrawn && isAbout && given.giverInForce && given.delegateFits;
}

async function isGenuine(context: Checking, given: StoredDelegation, at: Date): Promise<boolean> {
  const { text, cms, giverDer, fromDay, lastDay, kinds } = given;
  try {
    const facts = { ...signingOf(text, context.origin), from: isoOf(fromDay), last: isoOf(lastDay), kinds };
    requireSameText(text, delegationText({ ...facts, ...delegateFacts(given), ...namesIn(text) }));
    await verifyStored(context, { text, cms, signerDer: giverDer }, { at, slot: "SIGN" });
    return true;
  } catch (error) {
    if (error instanceof PortalError || error instanceof PkiError) return false;
    throw error;
  }
}

/** As they were when it was signed: who marries keeps the right, and it is the numbers that say whose it is. */
function namesIn(text: string) {
  const { fields } = parseDocument(text);
  return { name: fields.get("name") ?? "", organisation: fields.get("organisation") ?? "" };
}
