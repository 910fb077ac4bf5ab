import { PkiError } from "./error.ts";

/** All rounds that one key file may cost, its integrity check and every encrypted part together (H5). */
const MAX_ITERATIONS = 2_000_000;

/**
 * All bytes of one key file that ciphers of before 2020 may hold: a key and its chain have a tenth of it. RC2 in a script takes
 * time by the square of the length: 0.2 s for these, 39 s for as much as a file may have.
 */
const MAX_OLD_BYTES = 131_072;

/** What opening one key file needs at every step. */
export interface Pkcs12Work {
  readonly crypto: Crypto;
  readonly password: string;
  /** Called before each derivation. @throws {PkiError} PKCS12_TOO_COSTLY, PKCS12_MALFORMED for none */
  spend(iterations: number): void;
  /** Called before each part in an old cipher. @throws {PkiError} PKCS12_TOO_COSTLY */
  spendOld(bytes: number): void;
}

/** A fresh budget for one file. */
export function startWork(password: string, crypto: Crypto): Pkcs12Work {
  let left = MAX_ITERATIONS;
  let oldLeft = MAX_OLD_BYTES;
  return {
    crypto,
    password,
    spend(iterations) {
      if (iterations < 1) throw new PkiError("PKCS12_MALFORMED", "a derivation without rounds");
      left -= iterations;
      if (left < 0) throw new PkiError("PKCS12_TOO_COSTLY", `more than ${MAX_ITERATIONS} rounds`);
    },
    spendOld(bytes) {
      oldLeft -= bytes;
      if (oldLeft < 0) throw new PkiError("PKCS12_TOO_COSTLY", `more than ${MAX_OLD_BYTES} bytes in old ciphers`);
    },
  };
}
