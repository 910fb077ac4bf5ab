import { subjectName } from "#ca/subject.ts";
import { toBase64 } from "#pki/bytes.ts";
import { cancelText } from "#portal/documents/contract.ts";
import { formText } from "#portal/documents/request-form.ts";
import { cmsOver, csrFor, newKey, type TestKey } from "./people.ts";
import { receiveCode } from "./step-up.ts";
import { type Answer, call, challenge, type Visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder } from "./world.ts";

interface SubmitWish {
  readonly keys?: { readonly AUTH: TestKey; readonly SIGN: TestKey };
  readonly storage?: "PERSONAL_COMPUTER" | "KAZTOKEN";
  readonly keyAlgorithm?: TestKey["kind"];
  readonly email?: string;
  readonly subject?: Uint8Array;
  readonly csrNonce?: string;
  readonly csrStorage?: "PERSONAL_COMPUTER" | "KAZTOKEN";
  readonly csrSigner?: TestKey;
  readonly signer?: TestKey;
  readonly signerDer?: Uint8Array;
  readonly text?: (text: string) => string;
  readonly withoutCode?: true;
  readonly over?: Readonly<Record<string, unknown>>;
}

export interface FormSent {
  readonly number: string;
  /** What the form says, before a wish made it say something else. */
  readonly built: string;
  readonly keys: { readonly AUTH: TestKey; readonly SIGN: TestKey };
  /** What came by phone for it. */
  readonly code: { readonly id: string; readonly digits: string } | undefined;
  readonly json: Readonly<Record<string, unknown>>;
}

/** What a browser sends to ask for re-issuance; each part can be made wrong. */
export async function reissueBody(visitor: Visitor, holder: TestHolder, wish: SubmitWish = {}): Promise<FormSent> {
  const { nonce, number } = await challenge(visitor, "REISSUE");
  const { keyAlgorithm = "EC-P256", storage = "PERSONAL_COMPUTER", email } = wish;
  const keys = wish.keys ?? { AUTH: newKey(keyAlgorithm), SIGN: newKey(keyAlgorithm) };
  const { actor } = holder;
  const organisation = actor.bin && actor.organisation ? { bin: actor.bin, name: actor.organisation } : null;
  const csr = (key: TestKey) =>
    csrFor(key, {
      subject: wish.subject ?? subjectName(actor, organisation),
      nonce: wish.csrNonce ?? nonce,
      storage: wish.csrStorage ?? storage,
      signer: wish.csrSigner,
    });
  const requested = {
    number,
    storage,
    keyAlgorithm,
    email: email ?? null,
    authSpki: keys.AUTH.spki,
    signSpki: keys.SIGN.spki,
  };
  const { primitives } = visitor.world.portal.context;
  const text = await formText({ origin: ORIGIN, nonce, language: "ru" }, actor, requested, primitives);
  const { signer = holder.keys.SIGN, signerDer = holder.certificates.SIGN } = wish;
  const cms = toBase64(cmsOver(wish.text?.(text) ?? text, signer, signerDer, visitor.world.clock.now()));
  const form = { nonce, language: "ru", storage, keyAlgorithm, email, cms, confirmed: true };
  const csrs = { authCsr: toBase64(csr(keys.AUTH)), signCsr: toBase64(csr(keys.SIGN)) };
  const code = wish.withoutCode ? undefined : await receiveCode(visitor, "REISSUE", text, { reference: number });
  return { number, keys, code, built: text, json: { ...form, ...csrs, code, ...wish.over } };
}

export async function submit(visitor: Visitor, holder: TestHolder, wish: SubmitWish = {}): Promise<Answer & FormSent> {
  const sent = await reissueBody(visitor, holder, wish);
  return { ...(await call(visitor, "POST /api/requests", { json: sent.json })), ...sent };
}

export async function cancellationBody(visitor: Visitor, holder: TestHolder, number: string) {
  const { nonce } = await challenge(visitor, "CANCEL");
  const text = cancelText({ origin: ORIGIN, nonce, language: "kk", number });
  const cms = toBase64(cmsOver(text, holder.keys.SIGN, holder.certificates.SIGN, visitor.world.clock.now()));
  return { nonce, language: "kk", cms };
}

export async function cancel(visitor: Visitor, holder: TestHolder, number: string): Promise<Answer> {
  const json = await cancellationBody(visitor, holder, number);
  return call(visitor, "POST /api/requests/[number]/cancellation", { number, json });
}
