import { KeyAlgorithm } from "#portal/requests/contract.ts";

/** The name under which the texts know an algorithm of the register. */
export function algorithmKey(algorithm: string): KeyAlgorithm {
  return KeyAlgorithm.parse(algorithm);
}
