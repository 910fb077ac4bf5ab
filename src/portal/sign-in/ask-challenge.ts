import { toBase64Url } from "#pki/bytes.ts";
import type { Actor } from "#portal/actor.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import type { Challenge, DocumentPurpose } from "./contract.ts";
import { secretHash } from "./secret-hash.ts";
import { keepChallenge } from "./store.ts";

const MINUTE_MS = 60_000;
/** A challenge to sign in is answered by a program at once; a document is read by a person first. */
const SIGN_IN_MS = 5 * MINUTE_MS;
const DOCUMENT_MS = 30 * MINUTE_MS;
/** The most decisions that a manager signs at once and some to spare, and little to store for somebody who is none. */
const OPEN_PER_BROWSER = 60;
/** What whoever has no session may ask for: to sign in, and all about the first keys. */
const WITHOUT_SESSION: readonly DocumentPurpose[] = ["SIGN_IN", "FIRST_KEYS", "POSSESSION"];
/** Those that come with the number that a request will have, so that it can be signed too. */
const NUMBERED: readonly DocumentPurpose[] = ["REISSUE", "FIRST_KEYS"];

interface Asker {
  /** The token in this browser's pre-session cookie. */
  readonly browser: string;
  readonly actor: Actor | null;
}

/**
 * Hands out 256 random bits to be signed once, for one purpose, by this browser.
 *
 * Stores only their hash. Where a request is to be filed, its number comes along.
 *
 * @throws {PortalError} SIGNED_OUT for what needs a session
 */
export async function askChallenge(
  context: Context,
  { browser, actor }: Asker,
  purpose: DocumentPurpose,
): Promise<Challenge> {
  const isOpen = WITHOUT_SESSION.includes(purpose);
  if (!isOpen && !actor) throw new PortalError("SIGNED_OUT");

  const createdAt = context.clock.now();
  const nonce = toBase64Url(context.random(32));
  const number = NUMBERED.includes(purpose) ? newRequestNumber(context.random) : undefined;
  const challenge = {
    nonceSha256: await secretHash(context, nonce),
    purpose,
    browserSha256: await secretHash(context, browser),
    holderId: isOpen ? null : (actor?.holderId ?? null),
    requestNumber: number ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + (purpose === "SIGN_IN" ? SIGN_IN_MS : DOCUMENT_MS)),
  };
  await keepChallenge(context.db, challenge, OPEN_PER_BROWSER - 1);
  return { nonce, expiresAt: challenge.expiresAt.toISOString(), number };
}
