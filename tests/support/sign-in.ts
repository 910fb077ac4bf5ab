import { toBase64 } from "#pki/bytes.ts";
import { signInText } from "#portal/documents/contract.ts";
import { cmsOver, type TestKey } from "./people.ts";
import { type Answer, call, challenge, codeOf, type Visitor, visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder, type World } from "./world.ts";

interface SignInWish {
  /** What the browser calls itself. */
  readonly userAgent?: string;
  readonly key?: TestKey;
  readonly der?: Uint8Array;
  readonly text?: (text: string) => string;
}

/** What a browser sends to sign in; each part can be made wrong. */
export async function signInBody(visitor: Visitor, holder: TestHolder, wish: SignInWish = {}) {
  const { nonce, expiresAt } = await challenge(visitor, "SIGN_IN");
  const text = signInText({ origin: ORIGIN, nonce, language: "kk", expiresAt });
  const { key = holder.keys.AUTH, der = holder.certificates.AUTH } = wish;
  const cms = cmsOver(wish.text?.(text) ?? text, key, der, visitor.world.clock.now());
  return { nonce, language: "kk", cms: toBase64(cms) };
}

export async function signIn(visitor: Visitor, holder: TestHolder, wish: SignInWish = {}): Promise<Answer> {
  const headers = { "user-agent": wish.userAgent ?? null };
  return call(visitor, "POST /api/session", { json: await signInBody(visitor, holder, wish), headers });
}

/** A browser in which this holder has signed in. */
export async function signedIn(world: World, holder: TestHolder): Promise<Visitor> {
  const own = visitor(world);
  const answer = await signIn(own, holder);
  if (answer.status !== 204) throw new Error(`not signed in: ${answer.status} ${codeOf(answer)}`);
  return own;
}
