import { createHash, sign } from "node:crypto";
import { z } from "zod";
import { applicantName } from "#pki/applicant-name.ts";
import { toBase64 } from "#pki/bytes.ts";
import { possessionText, turnAwayText, vouchText } from "#portal/documents/contract.ts";
import { answerQuestions } from "#portal/first-keys/answer-questions.ts";
import { cmsOver, csrFor, newKey, type TestKey } from "./people.ts";
import { type Answer, call, challenge, type Visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder, type World } from "./world.ts";

export interface Applicant {
  readonly iin: string;
  readonly bin?: string;
}

export const NAME = { surname: "Оспанова", givenName: "Әсел", patronymic: null };

/** A person, and their company where they head one, whom the state registers know and this register does not. */
export async function citizen({ owner }: World, { iin, bin }: Applicant): Promise<Applicant> {
  await owner.citizen.create({ data: { iin, ...NAME } });
  if (bin) await owner.company.create({ data: { bin, name: "ТОО «Ақ Бұлақ»", firstHeadIin: iin } });
  return { iin, ...(bin && { bin }) };
}

const Id = z.object({ id: z.string() });

/** Asks the state registers, and has the worker answer; the question's id. */
export async function ask(browser: Visitor, { iin, bin }: Applicant): Promise<string> {
  const json = bin ? { capacity: "FIRST_HEAD", iin, bin } : { capacity: "INDIVIDUAL", iin };
  const { id } = Id.parse((await call(browser, "POST /api/register-questions", { json })).body);
  await answerQuestions(browser.world.issuing);
  return id;
}

interface ApplyWish {
  readonly question?: string;
  readonly email?: string;
  readonly keys?: Applied["keys"];
  readonly csrSigner?: TestKey;
  readonly subject?: Uint8Array;
}

export interface Applied extends Answer {
  readonly number: string;
  readonly keys: { readonly AUTH: TestKey; readonly SIGN: TestKey };
}

/** What a browser without a session sends to ask for first keys; each part can be made wrong. */
export async function apply(browser: Visitor, applicant: Applicant, wish: ApplyWish = {}): Promise<Applied> {
  const question = wish.question ?? (await ask(browser, applicant));
  const { nonce, number } = await challenge(browser, "FIRST_KEYS");
  const keys = wish.keys ?? { AUTH: newKey(), SIGN: newKey() };
  const subject = wish.subject ?? applicantName(applicant);
  const csr = (key: TestKey) => toBase64(csrFor(key, { subject, nonce, signer: wish.csrSigner }));
  const form = { nonce, language: "kk", question, storage: "PERSONAL_COMPUTER", keyAlgorithm: "EC-P256" };
  const json = { ...form, email: wish.email, authCsr: csr(keys.AUTH), signCsr: csr(keys.SIGN), confirmed: true };
  return { ...(await call(browser, "POST /api/first-keys", { json })), number, keys };
}

type Act = "certificates" | "installation";

/** Proves by a key to hold it, and fetches the pair or says that it is installed. */
export async function prove(
  browser: Visitor,
  { number, key, act = "certificates", says = number }: { number: string; key: TestKey; act?: Act; says?: string },
): Promise<Answer> {
  const { nonce } = await challenge(browser, "POSSESSION");
  const wanted = act === "certificates" ? act : "installed";
  const text = possessionText({ origin: ORIGIN, nonce, number: says, act: wanted });
  const json = { nonce, signature: toBase64(new Uint8Array(sign("sha256", Buffer.from(text), key.privateKey))) };
  const route = `POST /api/first-keys/[number]/${act}` as const;
  return call(browser, route, { number, json });
}

const hex = (spki: Uint8Array) => createHash("sha256").update(spki).digest("hex");

/** An operator who has the person before them has the state registers asked; the question's id. */
export async function lookUp(desk: Visitor, number: string): Promise<string> {
  const route = "POST /api/operator/first-keys/[number]/register-questions";
  const { id } = Id.parse((await call(desk, route, { number, json: {} })).body);
  await answerQuestions(desk.world.issuing);
  return id;
}

interface VouchWish {
  readonly verdict?: "CONFIRM" | "REFUSE";
  readonly question?: string;
  readonly appointment?: string | undefined;
  readonly name?: string;
  readonly signer?: TestKey;
  readonly text?: (text: string) => string;
  readonly seen?: Readonly<Record<string, unknown>>;
}

/** What an operator's browser sends to vouch or to turn away, and the text that was signed. */
export async function wordBody(desk: Visitor, operator: TestHolder, number: string, wish: VouchWish = {}) {
  const { verdict = "CONFIRM" } = wish;
  const request = await desk.world.owner.keyRequest.findUniqueOrThrow({
    where: { number },
    include: { holder: { include: { person: true, organisation: true } } },
  });
  const { holder, revision, storage, email, authSpki, signSpki } = request;
  const { person, organisation, template } = holder;
  const bin = organisation?.bin;
  const question = wish.question ?? (await lookUp(desk, number));
  const { nonce } = await challenge(desk, verdict);
  const common = { origin: ORIGIN, nonce, language: "ru" as const, number, revision, iin: person.iin, bin, template };
  const keys = { authKey: hex(authSpki), signKey: hex(signSpki) };
  const appointment =
    "appointment" in wish ? wish.appointment : bin === undefined ? undefined : "Бұйрық № 7, 01.10.2026";
  const name = wish.name ?? `${NAME.surname} ${NAME.givenName}`;
  const seen = { document: "ID_CARD", end: "4821", appointment, faceMatches: true, registerMatches: true };
  const reason = "Құжаттың мерзімі өткен";
  const built =
    verdict === "REFUSE"
      ? turnAwayText({ ...common, ...keys, reason })
      : vouchText({
          ...{ ...common, ...keys, name, organisation: organisation?.name, storage, email: email ?? undefined },
          ...{ seen: "ID_CARD", seenEnd: "4821", appointment },
        });
  const text = wish.text?.(built) ?? built;
  const { signer = operator.keys.SIGN } = wish;
  const cms = toBase64(cmsOver(text, signer, operator.certificates.SIGN, desk.world.clock.now()));
  const said = verdict === "REFUSE" ? { reason } : { question, seen: { ...seen, ...wish.seen } };
  return { text, json: { verdict, nonce, language: "ru", cms, ...said } };
}

/** An operator's word on a request for first keys. */
export async function vouch(
  desk: Visitor,
  operator: TestHolder,
  number: string,
  wish: VouchWish = {},
): Promise<Answer> {
  const { json } = await wordBody(desk, operator, number, wish);
  return call(desk, "POST /api/operator/first-keys/[number]/decision", { number, json });
}
