import { type Certificate, parseCertificate } from "#pki/certificate.ts";
import { signerOf, verifyDetached } from "#pki/cms.ts";
import { PkiError } from "#pki/error.ts";
import { verifyPath } from "#pki/path.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { findByIssuerAndSerial } from "#portal/certificates/store.ts";
import type { Context } from "#portal/context.ts";
import { signInText } from "#portal/documents/contract.ts";
import { PortalError } from "#portal/error.ts";
import type { SignIn } from "./contract.ts";
import { type From, openSession } from "./open-session.ts";
import { findHolder } from "./store.ts";
import { takeChallenge } from "./take-challenge.ts";

type Signer = NonNullable<Awaited<ReturnType<typeof findByIssuerAndSerial>>>;

interface Proved {
  readonly signer: Signer;
  readonly certificate: Certificate;
}

/**
 * Opens a session for whoever signed the challenge with an AUTH key that this authority certified.
 *
 * One refusal stands for everything that a stranger could learn from: an unknown certificate, a signature that does not
 * fit, a certificate that is not in force. Only who has proved to hold the key hears more.
 *
 * @returns the session's token, which is stored nowhere but with the browser
 * @throws {PortalError} CHALLENGE_REFUSED, SIGN_IN_REFUSED, SIGN_IN_WITH_SIGNING_KEY, CERTIFICATE_REVOKED or
 *   HOLDER_BLOCKED, checked in this order
 */
export async function signIn(context: Context, from: From, { nonce, language, cms }: SignIn): Promise<string> {
  const { browser } = from;
  const challenge = await takeChallenge(context, { nonce, purpose: "SIGN_IN", browser, holderId: null });
  const { origin } = context;
  const text = signInText({ origin, nonce, language, expiresAt: challenge.expiresAt.toISOString() });
  try {
    const proved = await proveSigner(context, text, cms);
    const { holderId, personId } = await requireMaySignIn(context, proved);
    return await openSession(context, { holderId, personId, certificateId: proved.signer.id }, from);
  } catch (error) {
    await recordRefusal(context, error);
    throw error;
  }
}

/** Who signed the text, by our own table: what the message says of its signer is only where to look. */
async function proveSigner(context: Context, text: string, cms: Uint8Array): Promise<Proved> {
  return uniformly(async () => {
    const { issuer, serial, brought } = signerOf(cms);
    const signer = await findByIssuerAndSerial(context.db, issuer, serial);
    if (!signer) return refuseUnknown(context, { text, cms, brought });
    const certificate = parseCertificate(signer.der);
    await verifySignature(context, text, { cms, certificate });
    return { signer, certificate };
  });
}

/** Does for nothing, over what the message brings, all that a known certificate costs: else the time would tell it. */
async function refuseUnknown(
  context: Context,
  { text, cms, brought }: { text: string; cms: Uint8Array; brought: Uint8Array },
): Promise<never> {
  try {
    const certificate = parseCertificate(brought);
    await verifySignature(context, text, { cms, certificate });
    await verifyInForce(context, certificate);
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
  }
  throw new PkiError("SIGNER_UNKNOWN", "not one of our certificates");
}

function verifySignature(
  { primitives }: Context,
  text: string,
  { cms, certificate }: { cms: Uint8Array; certificate: Certificate },
): Promise<void> {
  return verifyDetached(cms, { content: new TextEncoder().encode(text), certificate, primitives });
}

function verifyInForce({ anchors, clock, primitives }: Context, certificate: Certificate): Promise<void> {
  return verifyPath(certificate, anchors, { at: clock.now(), purpose: "SIGN_IN", primitives });
}

async function requireMaySignIn(context: Context, { signer, certificate }: Proved) {
  if (signer.slot === "SIGN") throw new PortalError("SIGN_IN_WITH_SIGNING_KEY");
  if (signer.revokedAt) throw new PortalError("CERTIFICATE_REVOKED");
  await uniformly(() => verifyInForce(context, certificate));
  const { holderId } = signer;
  const { personId, blockedAt } = await findHolder(context.db, holderId);
  if (blockedAt !== null) throw new PortalError("HOLDER_BLOCKED");
  return { holderId, personId };
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
