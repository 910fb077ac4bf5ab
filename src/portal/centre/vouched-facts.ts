import { toHex } from "#pki/bytes.ts";
import type { Primitives } from "#pki/primitives.ts";
import type { VouchedFacts } from "#portal/documents/contract.ts";
import { fullName } from "#portal/people/full-name.ts";

/** The facts of a request that stand in an operator's word on it. */
export interface Vouched {
  readonly number: string;
  readonly revision: number;
  readonly iin: string;
  readonly bin: string | null;
  readonly template: string;
  readonly storage: string;
  readonly email: string | null;
  readonly authSpki: Uint8Array;
  readonly signSpki: Uint8Array;
}

/** Whom the state registers have under the numbers of a request. */
export interface RegisteredAs {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly organisation: string | null;
}

type Signing = "origin" | "nonce" | "language";

/** What both words on a request for first keys say of it. */
export async function wordFacts({ number, revision, iin, bin, template, ...keys }: Vouched, primitives: Primitives) {
  const hash = async (spki: Uint8Array) => toHex(await primitives.digest("SHA-256", spki));
  const hashes = { authKey: await hash(keys.authSpki), signKey: await hash(keys.signSpki) };
  return { number, revision, iin, bin: bin ?? undefined, template, ...hashes };
}

/** All of `vouchText` but what the operator saw, from the request and the answer of the state registers. */
export async function vouchedFacts(
  vouched: Vouched,
  registered: RegisteredAs,
  primitives: Primitives,
): Promise<Omit<VouchedFacts, Signing | "seen" | "seenEnd" | "appointment">> {
  return {
    ...(await wordFacts(vouched, primitives)),
    name: fullName(registered),
    organisation: registered.organisation ?? undefined,
    storage: vouched.storage,
    email: vouched.email ?? undefined,
  };
}
