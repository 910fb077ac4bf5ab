import { PkiError } from "./error.ts";

/** All rounds that one key file may cost, its integrity check and every encrypted part together (H5). */
const MAX_ITERATIONS = 2_000_000;

/** What opening one key file needs at every step. */
export interface Pkcs12Work {
  readonly crypto: Crypto;
  readonly password: string;
  /** Called before each derivation. @throws {PkiError} PKCS12_TOO_COSTLY, PKCS12_MALFORMED for none */
  spend(iterations: number): void;
}

/** A fresh budget for one file. */
export function startWork(password: string, crypto: Crypto): Pkcs12Work {
  let left = MAX_ITERATIONS;
  return {
    crypto,
    password,
    spend(iterations) {
      if (iterations < 1) throw new PkiError("PKCS12_MALFORMED", "a derivation without rounds");
      left -= iterations;
      if (left < 0) throw new PkiError("PKCS12_TOO_COSTLY", `more than ${MAX_ITERATIONS} rounds`);
    },
  };
}
