/** What the authority has decided to sign: a TBSCertificate and the serial inside it. */
export interface SigningOrder {
  /** lower-case hexadecimal of the content octets of the INTEGER */
  readonly serial: string;
  /** DER TBSCertificate */
  readonly tbs: Uint8Array;
}

/** What became of a serial that is not wanted any more: buried for ever, or signed before we asked. */
export type Voided = { readonly voided: true } | { readonly voided: false; readonly signature: Uint8Array };

/**
 * The issuing key, from outside: it signs what its own policy allows, and remembers all it ever signed.
 *
 * Every method throws CaError SIGNER_REFUSED (its policy says never) or SIGNER_UNAVAILABLE (ask again later).
 */
export interface Signer {
  /** Signatures in the order of the orders, all or none; the same order again gives the same bytes. */
  sign(orders: readonly SigningOrder[]): Promise<readonly Uint8Array[]>;
  /** Buries a serial, unless it is signed already; after this only one of the two can ever be true. */
  void(serial: string): Promise<Voided>;
  /** @param tbs DER TBSCertList in pieces, its number higher than any before of its kind */
  signCrl(tbs: readonly Uint8Array[]): Promise<Uint8Array>;
}
