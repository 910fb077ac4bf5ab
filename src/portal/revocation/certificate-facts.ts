import type { RevocableCertificate } from "#portal/documents/contract.ts";
import { fullName } from "#portal/people/full-name.ts";

interface Known {
  readonly serial: string;
  readonly slot: "AUTH" | "SIGN";
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
}

/** How a document names a certificate, from the register alone. */
export function certificateFacts(known: Known): RevocableCertificate {
  const { serial, slot, iin } = known;
  return { serial, slot, iin, name: fullName(known) };
}
