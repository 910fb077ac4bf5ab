import { toBase64Url } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { signerOf, verifyDetached } from "#pki/cms.ts";
import { PkiError } from "#pki/error.ts";
import { verifyPath } from "#pki/path.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { findByIssuerAndSerial } from "#portal/certificates/store.ts";
import type { Context } from "#portal/context.ts";
import { signInText } from "#portal/documents/contract.ts";
import { PortalError } from "#portal/error.ts";
import type { SignIn } from "./contract.ts";
import { secretHash } from "./secret-hash.ts";
import { ABSOLUTE_MS } from "./session-length.ts";
import { createSession } from "./store.ts";
import { takeChallenge } from "./take-challenge.ts";

type Signer = NonNullable<Awaited<ReturnType<typeof findByIssuerAndSerial>>>;

/**
 * Opens a session for whoever signed the challenge with an AUTH key that this authority certified.
 *
 * One refusal stands for everything that a stranger could learn from: an unknown certificate, a signature that does not
 * fit, a certificate that is not in force. Only who has proved to hold the key hears more.
 *
 * @param browser the token in the browser's pre-session cookie
 * @returns the session's token, which is stored nowhere but with the browser
 * @throws {PortalError} CHALLENGE_REFUSED, SIGN_IN_REFUSED, SIGN_IN_WITH_SIGNING_KEY, CERTIFICATE_REVOKED or
 *   HOLDER_BLOCKED, checked in this order
 */
export async function signIn(
  context: Context,
  browser: string | null,
  { nonce, language, cms }: SignIn,
): Promise<string> {
  const challenge = await takeChallenge(context, { nonce, purpose: "SIGN_IN", browser, holderId: null });
  const { origin } = context;
  const text = signInText({ origin, nonce, language, expiresAt: challenge.expiresAt.toISOString() });
  try {
    const signer = await proveSigner(context, text, cms);
    await requireMaySignIn(context, signer);
    return await openSession(context, signer);
  } catch (error) {
    await recordRefusal(context, error);
    throw error;
  }
}

/** Who signed the text, by our own table: what the message says of its signer is only where to look. */
async function proveSigner({ db, primitives }: Context, text: string, cms: Uint8Array): Promise<Signer> {
  return uniformly(async () => {
    const { issuer, serial } = signerOf(cms);
    const signer = await findByIssuerAndSerial(db, issuer, serial);
    if (!signer) throw new PkiError("SIGNER_UNKNOWN", "not one of our certificates");
    const certificate = parseCertificate(signer.der);
    await verifyDetached(cms, { content: new TextEncoder().encode(text), certificate, primitives });
    return signer;
  });
}

async function requireMaySignIn(
  { anchors, clock, primitives }: Context,
  { der, slot, revokedAt, holder }: Signer,
): Promise<void> {
  if (slot === "SIGN") throw new PortalError("SIGN_IN_WITH_SIGNING_KEY");
  if (revokedAt) throw new PortalError("CERTIFICATE_REVOKED");
  await uniformly(() =>
    verifyPath(parseCertificate(der), anchors, { at: clock.now(), purpose: "SIGN_IN", primitives }),
  );
  if (holder.blockedAt) throw new PortalError("HOLDER_BLOCKED");
}

async function openSession(context: Context, { id: certificateId, holderId }: Signer): Promise<string> {
  const now = context.clock.now();
  const token = toBase64Url(context.random(32));
  const tokenSha256 = await secretHash(context, token);
  await context.db.$transaction(async (tx) => {
    const endsAt = new Date(now.getTime() + ABSOLUTE_MS);
    await createSession(tx, { tokenSha256, holderId, certificateId, createdAt: now, lastSeenAt: now, endsAt });
    await recordEvents(tx, [{ at: now, action: "signed-in", actorId: holderId, certificateId }]);
  });
  return token;
}

/** The one refusal, whatever was wrong: its cause is for the audit. */
async function uniformly<T>(proof: () => Promise<T>): Promise<T> {
  try {
    return await proof();
  } catch (cause) {
    throw cause instanceof PkiError ? new PortalError("SIGN_IN_REFUSED", { cause }) : cause;
  }
}

async function recordRefusal({ db, clock }: Context, error: unknown): Promise<void> {
  if (!(error instanceof PortalError)) return;
  const reason = error.cause instanceof PkiError ? error.cause.code : error.code;
  await recordEvents(db, [{ at: clock.now(), action: "sign-in-refused", facts: { reason } }]);
}
