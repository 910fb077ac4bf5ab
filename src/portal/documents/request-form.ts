import { toHex } from "#pki/bytes.ts";
import type { Primitives } from "#pki/primitives.ts";
import { fullName } from "#portal/people/full-name.ts";
import type { Language } from "#portal/wire/contract.ts";
import { type DecisionFacts, decisionText, reissueText } from "./contract.ts";

/** Whose request it is, as the register has them. */
export interface Registered {
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly bin: string | null;
  readonly organisation: string | null;
  readonly template: string;
}

/** What the request asks for. */
export interface Requested {
  readonly number: string;
  readonly storage: string;
  readonly keyAlgorithm: string;
  readonly email: string | null;
  /** DER SubjectPublicKeyInfos. */
  readonly authSpki: Uint8Array;
  readonly signSpki: Uint8Array;
}

interface Signing {
  readonly origin: string;
  readonly nonce: string;
  readonly language: Language;
}

/** The text of the form that the holder signs, from the register and the request alone. */
export async function formText(
  signing: Signing,
  registered: Registered,
  requested: Requested,
  primitives: Primitives,
): Promise<string> {
  return reissueText({
    ...signing,
    ...whose(registered),
    number: requested.number,
    storage: requested.storage,
    keyAlgorithm: requested.keyAlgorithm,
    email: requested.email ?? undefined,
    bin: registered.bin ?? undefined,
    organisation: registered.organisation ?? undefined,
    ...(await keyHashes(requested, primitives)),
  });
}

/** What the senior manager decides on, in the words of the document: everything but their own part of it. */
export type DecidedFacts = Omit<DecisionFacts, keyof Signing | "verdict" | "reason">;

interface Waiting extends Requested {
  readonly revision: number;
  readonly expiresAt: Date;
  /** The text that the holder signed. */
  readonly form: string;
}

export async function decidedFacts(
  registered: Registered,
  waiting: Waiting,
  primitives: Primitives,
): Promise<DecidedFacts> {
  const { number, revision, storage, expiresAt, form } = waiting;
  return {
    ...whose(registered),
    bin: registered.bin ?? "",
    organisation: registered.organisation ?? "",
    number,
    revision,
    storage,
    expiresAt: expiresAt.toISOString(),
    form: await sha256Hex(new TextEncoder().encode(form), primitives),
    ...(await keyHashes(waiting, primitives)),
  };
}

type Word = Signing & ({ readonly verdict: "CONFIRM" } | { readonly verdict: "REFUSE"; readonly reason: string });

/** The text of the senior manager's yes or no. */
export function wordText(facts: DecidedFacts, word: Word): string {
  return decisionText({ ...facts, ...word });
}

const whose = (registered: Registered) => ({
  iin: registered.iin,
  name: fullName(registered),
  template: registered.template,
});

async function keyHashes({ authSpki, signSpki }: Requested, primitives: Primitives) {
  return { authKey: await sha256Hex(authSpki, primitives), signKey: await sha256Hex(signSpki, primitives) };
}

async function sha256Hex(bytes: Uint8Array, primitives: Primitives): Promise<string> {
  return toHex(await primitives.digest("SHA-256", bytes));
}
