import { z } from "zod";
import { documentText } from "#pki/signed-document.ts";
import { type Common, withStatement } from "#portal/documents/contract.ts";
import { bytes, Language, MAX_DER, Nonce } from "#portal/wire/contract.ts";

/** What the requests are for that a delegate may decide on: a first head's own, and those of the authority's staff, are not. */
export const DelegatedKind = z.enum(["EMPLOYEE", "RIGHT_TO_SIGN", "FINANCIAL_SIGNATURE", "HR"]);
export type DelegatedKind = z.output<typeof DelegatedKind>;

const Signed = { nonce: Nonce, language: Language, cms: bytes(MAX_DER) };

/** POST /api/delegations, signed over `delegationText`. 204: it holds from its first day on. */
export const GiveDelegation = z.strictObject({
  ...Signed,
  /** The capacity in which somebody of the organisation is to have the right. */
  delegate: z.uuid(),
  /** Days in Almaty, the last one included. */
  from: z.iso.date(),
  last: z.iso.date(),
  kinds: z
    .array(DelegatedKind)
    .min(1)
    .refine((kinds) => new Set(kinds).size === kinds.length),
});
export type GiveDelegation = z.output<typeof GiveDelegation>;

/** POST /api/delegations/[id]/withdrawal, signed over `withdrawalText`. 204: it does not hold any more. */
export const WithdrawDelegation = z.strictObject(Signed);
export type WithdrawDelegation = z.output<typeof WithdrawDelegation>;

interface Parties extends Common {
  readonly bin: string;
  readonly organisation: string;
  /** The delegate's. */
  readonly iin: string;
  readonly name: string;
  readonly template: string;
}

export interface DelegationFacts extends Parties {
  readonly from: string;
  readonly last: string;
  /** In any order. */
  readonly kinds: readonly string[];
}

/** A first head gives somebody the right to confirm from a day to a day. */
export function delegationText({ origin, nonce, language, from, last, kinds, ...whose }: DelegationFacts): string {
  return documentText("delegate", {
    ...withStatement("DELEGATE", { origin, nonce, language }),
    ...whose,
    ...{ kinds: kinds.toSorted().join(", "), "first-day": from, "last-day": last },
  });
}

export interface WithdrawalFacts extends Parties {
  /** Lower-case hexadecimal SHA-256 of the text by which the right was given. */
  readonly delegation: string;
}

/** A first head takes the right to confirm back. */
export function withdrawalText({ origin, nonce, language, ...facts }: WithdrawalFacts): string {
  return documentText("withdraw-delegation", {
    ...withStatement("WITHDRAW_DELEGATION", { origin, nonce, language }),
    ...facts,
  });
}
