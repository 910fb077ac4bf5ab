import { subjectName } from "#ca/subject.ts";
import { withPortal } from "#compose";
import { CLIENT_ADDRESS } from "#http/client-address.ts";
import type { RouteName } from "#http/routes.ts";
import { toBase64 } from "#pki/bytes.ts";
import { cancelText, decisionText, signInText } from "#portal/documents/contract.ts";
import { decidedFacts, formText } from "#portal/documents/request-form.ts";
import { cmsOver, csrFor, newKey, type TestKey } from "./people.ts";
import { receiveCode } from "./step-up.ts";
import { ORIGIN, type TestHolder, type World } from "./world.ts";

/** One browser: its cookies, and the portal it talks to through the very handlers that Next calls. */
export interface Visitor {
  readonly world: World;
  readonly cookies: Map<string, string>;
  readonly address: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON, or null where there is none. */
  readonly body: unknown;
  /** The bytes, where they are no JSON. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function visitor(world: World, address = "192.0.2.1"): Visitor {
  return { world, cookies: new Map(), address };
}

type Handlers = Readonly<Record<string, unknown>>;
const HANDLERS: Readonly<Record<string, () => Promise<Handlers>>> = {
  "/api/challenges": () => import("#app/api/challenges/route.ts"),
  "/api/session": () => import("#app/api/session/route.ts"),
  "/api/sessions": () => import("#app/api/sessions/route.ts"),
  "/api/requests": () => import("#app/api/requests/route.ts"),
  "/api/requests/[number]": () => import("#app/api/requests/[number]/route.ts"),
  "/api/requests/[number]/certificates": () => import("#app/api/requests/[number]/certificates/route.ts"),
  "/api/requests/[number]/installation": () => import("#app/api/requests/[number]/installation/route.ts"),
  "/api/requests/[number]/cancellation": () => import("#app/api/requests/[number]/cancellation/route.ts"),
  "/api/requests/[number]/decision": () => import("#app/api/requests/[number]/decision/route.ts"),
  "/api/confirmations": () => import("#app/api/confirmations/route.ts"),
  "/api/delegations": () => import("#app/api/delegations/route.ts"),
  "/api/delegations/[id]/withdrawal": () => import("#app/api/delegations/[id]/withdrawal/route.ts"),
  "/api/register-questions": () => import("#app/api/register-questions/route.ts"),
  "/api/register-questions/[id]": () => import("#app/api/register-questions/[id]/route.ts"),
  "/api/first-keys": () => import("#app/api/first-keys/route.ts"),
  "/api/first-keys/[number]/certificates": () => import("#app/api/first-keys/[number]/certificates/route.ts"),
  "/api/first-keys/[number]/installation": () => import("#app/api/first-keys/[number]/installation/route.ts"),
  "/api/operator/first-keys/search": () => import("#app/api/operator/first-keys/search/route.ts"),
  "/api/operator/first-keys/[number]/register-questions": () =>
    import("#app/api/operator/first-keys/[number]/register-questions/route.ts"),
  "/api/operator/first-keys/[number]/decision": () => import("#app/api/operator/first-keys/[number]/decision/route.ts"),
  "/api/operator/register-questions/[id]": () => import("#app/api/operator/register-questions/[id]/route.ts"),
  "/api/revocations": () => import("#app/api/revocations/route.ts"),
  "/api/releases": () => import("#app/api/releases/route.ts"),
  "/api/orders": () => import("#app/api/orders/route.ts"),
  "/api/orders/[id]": () => import("#app/api/orders/[id]/route.ts"),
  "/api/orders/[id]/decision": () => import("#app/api/orders/[id]/decision/route.ts"),
  "/api/codes": () => import("#app/api/codes/route.ts"),
  "/api/codes/[id]": () => import("#app/api/codes/[id]/route.ts"),
  "/api/certificates": () => import("#app/api/certificates/route.ts"),
  "/api/certificates/[serial]": () => import("#app/api/certificates/[serial]/route.ts"),
  "/api/track/[number]": () => import("#app/api/track/[number]/route.ts"),
  "/api/profile": () => import("#app/api/profile/route.ts"),
  "/api/email-changes": () => import("#app/api/email-changes/route.ts"),
  "/api/email-confirmations": () => import("#app/api/email-confirmations/route.ts"),
  "/api/operator/log": () => import("#app/api/operator/log/route.ts"),
  "/api/operator/requests": () => import("#app/api/operator/requests/route.ts"),
  "/api/operator/requests/[number]/notes": () => import("#app/api/operator/requests/[number]/notes/route.ts"),
  "/api/operator/reveals": () => import("#app/api/operator/reveals/route.ts"),
  "/api/operator/certificates/search": () => import("#app/api/operator/certificates/search/route.ts"),
  "/api/operator/claims": () => import("#app/api/operator/claims/route.ts"),
  "/api/operator/views": () => import("#app/api/operator/views/route.ts"),
  "/api/operator/views/[id]": () => import("#app/api/operator/views/[id]/route.ts"),
  "/api/operator/messages/[id]/retry": () => import("#app/api/operator/messages/[id]/retry/route.ts"),
  "/api/operator/registers/search": () => import("#app/api/operator/registers/search/route.ts"),
  "/api/health/live": () => import("#app/api/health/live/route.ts"),
  "/api/health/ready": () => import("#app/api/health/ready/route.ts"),
};

interface Sent {
  /** In place of the path's `[number]`, `[serial]` or `[id]`. */
  readonly number?: string;
  readonly serial?: string;
  readonly id?: string;
  /** What stands behind the path, with its `?`. */
  readonly query?: string;
  readonly json?: unknown;
  /** The body itself, where JSON.stringify would not write it. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  /** Over the headers that a browser sends; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** Sends a request as this browser would, and keeps the cookies of the answer. */
export async function call(visitor: Visitor, route: RouteName, sent: Sent = {}): Promise<Answer> {
  const [method = "", path = ""] = route.split(" ");
  const handler = (await HANDLERS[path]?.())?.[method];
  if (typeof handler !== "function") throw new Error(`no handler for ${route}`);
  const { number = "", serial = "", id = "", query = "" } = sent;
  const body = sent.raw ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json));
  const place = path
    .replace("[number]", encodeURIComponent(number))
    .replace("[serial]", encodeURIComponent(serial))
    .replace("[id]", encodeURIComponent(id));
  const request = new Request(`${ORIGIN}${place}${query}`, {
    method,
    body,
    headers: headersOf(visitor, sent),
  });
  const response: Response = await withPortal(visitor.world.portal, () =>
    handler(request, { params: Promise.resolve({ number, serial, id }) }),
  );
  keepCookies(visitor, response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
  const json = isJson ? JSON.parse(new TextDecoder().decode(bytes)) : null;
  return { status: response.status, headers: response.headers, body: json, bytes };
}

function headersOf({ cookies, address }: Visitor, { headers = {} }: Sent): Headers {
  const all = new Headers({
    origin: ORIGIN,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    [CLIENT_ADDRESS]: address,
  });
  if (cookies.size > 0) all.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return all;
}

function keepCookies({ cookies }: Visitor, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === "") cookies.delete(name);
    else cookies.set(name, value);
  }
}

// ------------------------------------------------------------------------------------------------ what people do

/** The code of a refusal; "" for anything else. */
export function codeOf({ body }: Answer): string {
  return typeof body === "object" && body !== null && "code" in body ? String(body.code) : "";
}

interface Challenge {
  readonly nonce: string;
  readonly expiresAt: string;
  readonly number: string;
}

export async function challenge(visitor: Visitor, purpose: string): Promise<Challenge> {
  const answer = await call(visitor, "POST /api/challenges", { json: { purpose } });
  if (answer.status !== 201) throw new Error(`no challenge: ${answer.status} ${codeOf(answer)}`);
  return { nonce: field(answer, "nonce"), expiresAt: field(answer, "expiresAt"), number: field(answer, "number") };
}

const field = ({ body }: Answer, name: string) =>
  String(Object.entries(body ?? {}).find(([key]) => key === name)?.[1] ?? "");

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

interface DecideWish {
  readonly verdict?: "CONFIRM" | "REFUSE";
  readonly reason?: string;
  readonly signer?: TestKey;
  readonly signerDer?: Uint8Array;
  readonly text?: (text: string) => string;
  /** Whose request the signed text is about, where it is not the one decided on. */
  readonly about?: string;
}

/** What a manager's browser sends to decide; the facts are the register's, as the page has them. */
export async function decisionBody(visitor: Visitor, manager: TestHolder, number: string, wish: DecideWish = {}) {
  const { verdict = "CONFIRM", reason = "Қызметкер жұмыстан шықты" } = wish;
  const { nonce } = await challenge(visitor, verdict);
  const { owner, portal } = visitor.world;
  const request = await owner.keyRequest.findUniqueOrThrow({
    where: { number: wish.about ?? number },
    include: { document: true, holder: { include: { person: true, organisation: true } } },
  });
  const { person, organisation, template } = request.holder;
  const whose = { ...person, template, bin: organisation?.bin ?? null, organisation: organisation?.name ?? null };
  const facts = await decidedFacts(
    whose,
    { ...request, form: request.document?.text ?? "" },
    portal.context.primitives,
  );
  const said = verdict === "REFUSE" ? { reason } : {};
  const text = decisionText({ ...facts, origin: ORIGIN, nonce, language: "en", verdict, ...said });
  const { signer = manager.keys.SIGN, signerDer = manager.certificates.SIGN } = wish;
  const cms = toBase64(cmsOver(wish.text?.(text) ?? text, signer, signerDer, visitor.world.clock.now()));
  return { verdict, nonce, language: "en", cms, ...said };
}

export async function decide(
  visitor: Visitor,
  manager: TestHolder,
  number: string,
  wish: DecideWish = {},
): Promise<Answer> {
  const json = await decisionBody(visitor, manager, number, wish);
  return call(visitor, "POST /api/requests/[number]/decision", { number, json });
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
