import { certificateFacts } from "#portal/revocation/certificate-facts.ts";
import type { AuthorityOrderFacts } from "./contract.ts";

/** An order as the register has it. */
interface Known {
  readonly reason: string | null;
  readonly documentNumber: string;
  readonly documentDate: Date;
  readonly expiresAt: Date;
}

interface Certificate {
  readonly serial: string;
  readonly slot: "AUTH" | "SIGN";
  readonly holder: {
    readonly person: {
      readonly iin: string;
      readonly surname: string;
      readonly givenName: string;
      readonly patronymic: string | null;
    };
  };
}

/** What both persons sign, in the words of the document: everything but their own part of it. */
export function orderFacts(order: Known, certificates: readonly Certificate[]): AuthorityOrderFacts {
  return {
    reason: order.reason,
    documentNumber: order.documentNumber,
    documentDate: order.documentDate.toISOString().slice(0, 10),
    expiresAt: order.expiresAt.toISOString(),
    certificates: certificates.map(({ serial, slot, holder }) => certificateFacts({ serial, slot, ...holder.person })),
  };
}
