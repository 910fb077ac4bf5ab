import { Storage } from "#portal/requests/contract.ts";

/** The storage that a signed document names, as the texts know it. */
export function storageOf(named: string): Storage {
  return Storage.parse(named);
}
