import { hash } from "node:crypto";
import { inclusionRanges } from "#pki/merkle.ts";
import type { Actor } from "#portal/actor.ts";
import { eventBytes } from "#portal/audit/event-bytes.ts";
import { findVisible } from "#portal/certificates/open.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { IssuanceProof } from "./contract.ts";
import { readTree } from "./read-tree.ts";
import { findCheckpointOver, findIssuedEvent } from "./store.ts";

/** Whether such a proof can be had: READY, SOON after the issuance, or never. */
export type ProofState = "READY" | "SOON" | "NONE";

/**
 * Tells the certificate's page whether its issuance can be proved.
 *
 * @throws {PortalError} NOT_FOUND, for another's as for one that does not exist
 */
export async function issuanceProofState(context: Context, actor: Actor, serial: string): Promise<ProofState> {
  const { der, requestId } = await findVisible(context, actor, serial);
  const found = await findIssuedEvent(context.db, requestId, hash("sha256", der));
  if (!found) return "NONE";
  return (await findCheckpointOver(context.db, found.index)) ? "READY" : "SOON";
}

/**
 * Shows that the issuance of a certificate is in the log, for whoever may see the certificate; it tells of no other event.
 *
 * @param serial lower-case hexadecimal
 * @throws {PortalError} NOT_FOUND, for another's as for one that does not exist; PROOF_NOT_READY until the log has been
 *   signed since, which takes a minute at most, and for what was issued before the log named certificates
 */
export async function proveIssuance(context: Context, actor: Actor, serial: string): Promise<IssuanceProof> {
  const { der, requestId } = await findVisible(context, actor, serial);
  const certificate = hash("sha256", der);
  const found = await findIssuedEvent(context.db, requestId, certificate);
  const checkpoint = found && (await findCheckpointOver(context.db, found.index));
  if (!found || !checkpoint) throw new PortalError("PROOF_NOT_READY");
  const hashOf = await readTree(context.db, checkpoint.size, found.index);
  return {
    form: "tanba-issuance-proof/1",
    certificate,
    event: new TextDecoder().decode(eventBytes(found.event)),
    index: found.index,
    path: inclusionRanges(found.index, checkpoint.size).map((range) => new Uint8Array(hashOf(range))),
    checkpoint: checkpoint.note,
  };
}
