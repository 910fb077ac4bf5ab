import { keyOfLog } from "#ca/log-name.ts";
import { type NoteKey, openCheckpoint } from "#pki/checkpoint.ts";
import { isIncluded, leafHash } from "#pki/merkle.ts";
import { verifyEd25519 } from "#platform/ed25519.ts";
import { IssuanceProof, IssuedEvent } from "#portal/audit/log/contract.ts";

/** What a proof proves. */
export interface ProvedIssuance {
  readonly event: IssuedEvent;
  /** Of the certificate, SHA-256 in hexadecimal. */
  readonly certificate: string;
  readonly origin: string;
  readonly index: number;
  readonly size: number;
}

/**
 * Proves that a certificate's issuance is in the log, from what its holder has downloaded and the log's key alone.
 *
 * @throws {Error} a sentence for what can't be read or does not hold
 * @throws {PkiError} of the checkpoint
 */
export function checkProof(text: string, key: NoteKey): ProvedIssuance {
  const proof = readProof(text);
  const origin = proof.checkpoint.slice(0, proof.checkpoint.indexOf("\n"));
  const { size, root } = openCheckpoint(proof.checkpoint, keyOfLog(key, origin), verifyEd25519);
  const leaf = leafHash(new TextEncoder().encode(proof.event));
  if (!isIncluded({ leaf, index: proof.index, size, path: proof.path, root })) {
    throw new Error("the event is not in the log that the checkpoint speaks for");
  }
  const event = IssuedEvent.parse(JSON.parse(proof.event));
  if (!Object.values(event.facts).includes(proof.certificate))
    throw new Error("the event is about another certificate");
  return { event, certificate: proof.certificate, origin, index: proof.index, size };
}

function readProof(text: string): IssuanceProof {
  try {
    return IssuanceProof.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error("this is no proof of issuance, or not a whole one", { cause });
  }
}
