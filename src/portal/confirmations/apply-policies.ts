import { z } from "zod";
import { PkiError } from "#pki/error.ts";
import { parseDocument } from "#pki/signed-document.ts";
import type { Tx } from "#platform/database.ts";
import { mayManage } from "#portal/approvals/may-decide.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { Context } from "#portal/context.ts";
import { confirmationsText } from "#portal/documents/contract.ts";
import { requireSameText, signingOf, verifyStored } from "#portal/documents/verify-stored.ts";
import { PortalError } from "#portal/error.ts";
import { isPolicyReplayed, lockNextPolicy, type OpenPolicy, setConfirmations, settlePolicy } from "./store.ts";

type Applying = Pick<Context, "db" | "clock" | "origin" | "anchors" | "primitives">;

const Expiring = z.object({ expires: z.iso.datetime() });

/**
 * Puts into force what senior managers have signed about how many have to confirm, the longest waiting first, after it has
 * verified each document once more. What may not be is refused, with a code, and stays on record.
 *
 * @returns how many were worked on
 */
export async function applyPolicies(context: Applying): Promise<number> {
  let worked = 0;
  while (await context.db.$transaction((tx) => applyNext(context, tx))) worked++;
  return worked;
}

async function applyNext(context: Applying, tx: Tx): Promise<boolean> {
  const policy = await lockNextPolicy(tx);
  if (!policy) return false;
  const at = context.clock.now();
  const { id, organisationId, documentId, confirmations } = policy;
  const refusedFor = await refusalOf(context, tx, policy);
  await settlePolicy(tx, id, { at, refusedFor });
  const facts = { documentId, confirmations, ...(refusedFor !== null && { code: refusedFor }) };
  if (refusedFor === null) await setConfirmations(tx, organisationId, confirmations);
  await recordEvents(tx, [{ at, action: refusedFor === null ? "confirmations-set" : "confirmations-refused", facts }]);
  return true;
}

async function refusalOf(context: Applying, tx: Tx, policy: OpenPolicy): Promise<string | null> {
  try {
    if (await isPolicyReplayed(tx, policy.document.text)) throw new PortalError("CHALLENGE_REFUSED");
    await checkPolicy(context, policy);
    return null;
  } catch (error) {
    if (error instanceof PortalError || error instanceof PkiError) return error.code;
    throw error;
  }
}

/** It is meant now, by a senior manager of this very organisation, with a signing key in force. Nothing `web` said is believed. */
async function checkPolicy(context: Applying, { organisation, organisationId, document, confirmations }: OpenPolicy) {
  const { text, cms, certificate: signer } = document;
  const at = context.clock.now();
  if (!mayManage(signer.holder) || signer.holder.organisationId !== organisationId) throw new PortalError("FORBIDDEN");
  if (signer.slot !== "SIGN") throw new PortalError("SIGNATURE_NOT_YOURS");
  if (signer.revokedAt || signer.holder.blockedAt) throw new PortalError("NO_VALID_KEY");
  const expiresAt = expiryOf(text);
  const { bin, name } = organisation;
  const facts = { ...signingOf(text, context.origin), confirmations, expiresAt, bin, organisation: name };
  requireSameText(text, confirmationsText(facts));
  if (Date.parse(expiresAt) < at.getTime()) throw new PortalError("CHALLENGE_REFUSED");
  await verifyStored(context, { text, cms, signerDer: signer.der }, { at, slot: "SIGN" });
}

function expiryOf(text: string): string {
  const { data } = Expiring.safeParse(Object.fromEntries(parseDocument(text).fields));
  if (!data) throw new PortalError("SIGNATURE_REFUSED", { detail: "without an end" });
  return data.expires;
}
