/** The log before this one, and an operator's word that it does not go on. */
export interface GivenUpLog {
  readonly origin: string;
  /** How many entries were signed of it. */
  readonly size: number;
  readonly by: string;
  readonly reason: string;
}

/** What the signer signed last of the log that it signs now. */
export interface SignedLast {
  /** Of the log that goes on; another one after an operator has given the one before up. */
  readonly origin: string;
  /** The signed note; null before the first. */
  readonly note: string | null;
  /** How many entries it spoke for, 0 before the first. */
  readonly size: number;
  /** The root of their Merkle tree. */
  readonly root: Uint8Array;
  /** Null for the first log. */
  readonly givenUp: GivenUpLog | null;
}

/** A checkpoint to be signed, and what shows that it goes on from the last one. */
export interface CheckpointOrder {
  /** The size of the one signed last, as the caller knows it. */
  readonly last: number;
  readonly size: number;
  readonly root: Uint8Array;
  /** By RFC 6962 section 2.1.2, from `last` to `size`. */
  readonly proof: readonly Uint8Array[];
}

/**
 * The key of the log, from outside: it signs only what goes on from what it signed last, which it keeps outside the register.
 *
 * Every method throws CaError SIGNER_REFUSED (never like this) or SIGNER_UNAVAILABLE (ask again later).
 */
export interface CheckpointSigner {
  signedLast(): Promise<SignedLast>;
  /** @returns the signed note; the same order again gives the same one */
  signCheckpoint(order: CheckpointOrder): Promise<string>;
}
