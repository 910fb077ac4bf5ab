import type { KeyAlgorithm } from "#portal/requests/contract.ts";

/** The two keys of a request that wait for their certificates, found again. The private halves are in the key worker. */
export interface WaitingKeys {
  readonly id: string;
  /** The request that they were made for. */
  readonly number: string;
  readonly algorithm: KeyAlgorithm;
  readonly from: "BROWSER" | "FILE";
  /** Of the two public keys: see `keyMark`. */
  readonly mark: string;
}

/** The certificate for signing in and the certificate for signing documents: each has a key of its own. */
export type Slot = "AUTH" | "SIGN";
