import { join } from "node:path";
import type { Env } from "#platform/env.ts";

/** Where the signer finds its things; none of them is a secret. */
export interface SignerSettings {
  /** Encrypted PKCS#8, PEM. */
  readonly keyPath: string;
  /** DER certificates. */
  readonly issuingPath: string;
  readonly rootPath: string;
  readonly journalPath: string;
  /** The log's own key, encrypted PKCS#8, PEM, and its public half as verifiers are given it. */
  readonly checkpointKeyPath: string;
  readonly verifierKeyPath: string;
  /** What was signed of the log, and which logs an operator has given up. */
  readonly checkpointsPath: string;
  readonly givenUpPath: string;
  readonly socketPath: string;
}

/** The signer's paths under TANBA_VAR, and its socket where TANBA_SIGNER_SOCKET says. */
export function signerSettings({ TANBA_VAR, TANBA_SIGNER_SOCKET }: Env): SignerSettings {
  return {
    keyPath: join(TANBA_VAR, "authority", "issuing.key.pem"),
    issuingPath: join(TANBA_VAR, "authority", "issuing.cer"),
    rootPath: join(TANBA_VAR, "authority", "root.cer"),
    journalPath: join(TANBA_VAR, "signer", "journal.jsonl"),
    checkpointKeyPath: join(TANBA_VAR, "authority", "checkpoint.key.pem"),
    verifierKeyPath: join(TANBA_VAR, "authority", "checkpoint.vkey"),
    checkpointsPath: join(TANBA_VAR, "checkpoints", "checkpoints.txt"),
    givenUpPath: join(TANBA_VAR, "checkpoints", "given-up.jsonl"),
    socketPath: TANBA_SIGNER_SOCKET ?? join(TANBA_VAR, "run", "signer.sock"),
  };
}
