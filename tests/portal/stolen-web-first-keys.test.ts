import { inspect } from "node:util";
import { expect, it } from "vitest";
import { fromBase64 } from "#pki/bytes.ts";
import type { Database } from "#platform/database.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { apply, citizen, lookUp, wordBody } from "#tests/support/first-keys.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { type Visitor, visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";
import { signCertificateOf } from "./stolen-web.ts";

const CENTRE = "200540999045";
const COMPANY = "201140005671";

/** Who has taken over the web process, and what operators have really signed in it. */
interface Scene {
  readonly portal: World;
  /** With the rights of `web`. */
  readonly db: Database;
  readonly operator: TestHolder;
  readonly other: TestHolder;
  readonly desk: Visitor;
  readonly number: string;
  readonly requestId: string;
}

async function scene(bin?: string): Promise<Scene> {
  const portal = await world();
  const operator = await holder(portal, { template: "OPERATOR", bin: CENTRE });
  const other = await holder(portal, { template: "OPERATOR", bin: CENTRE });
  const { number } = await apply(visitor(portal), await citizen(portal, { iin: "910203450678", ...(bin && { bin }) }));
  const { id: requestId } = await portal.owner.keyRequest.findUniqueOrThrow({ where: { number } });
  const people = { operator, other, desk: await signedIn(portal, operator) };
  return { portal, db: portal.portal.context.db, ...people, number, requestId };
}

interface Planting {
  readonly by?: TestHolder;
  /** About which request the operator has signed. */
  readonly about?: string;
  readonly over?: Readonly<Record<string, unknown>>;
  readonly text?: (text: string) => string;
  readonly spoilt?: true;
}

/** Writes an operator's word down as `web` may, each part of it as the thief likes. */
async function plant({ portal, db, operator, desk, number, requestId }: Scene, wish: Planting = {}): Promise<void> {
  const { by = operator, about = number } = wish;
  const at = portal.clock.now();
  const questionId = await lookUp(desk, number);
  const { text, json } = await wordBody(desk, by, about, { question: questionId });
  const cms = Uint8Array.from(fromBase64(String(json.cms)));
  if (wish.spoilt) cms.set([(cms.at(-1) ?? 0) ^ 1], cms.length - 1);
  const certificateId = await signCertificateOf(db, by.holderId);
  const said = { purpose: "CONFIRM" as const, text: wish.text?.(text) ?? text, cms, certificateId, signedAt: at };
  const document = await db.signedDocument.create({ data: said });
  const { organisationId } = await db.keyRequest.findUniqueOrThrow({ where: { id: requestId } });
  const appointment = organisationId === null ? null : "Бұйрық № 7, 01.10.2026";
  const whose = { requestId, revision: 1, operatorHolderId: by.holderId, operatorPersonId: by.personId };
  const seen = { questionId, seen: "ID_CARD" as const, seenEnd: "4821", appointment };
  const data = { ...whose, ...seen, verdict: "CONFIRM" as const, documentId: document.id, decidedAt: at };
  await db.centreDecision.create({ data: { ...data, ...wish.over } });
}

const confirm = ({ db, requestId, portal }: Scene) =>
  db.keyRequest.update({ where: { id: requestId }, data: { state: "CONFIRMED", confirmedAt: portal.clock.now() } });

it("B20: the thief's tools are no worse than the use cases: what operators did sign is issued", async () => {
  const stage = await scene(COMPANY);
  await plant(stage);
  await plant(stage, { by: stage.other });
  await confirm(stage);
  expect(await issueConfirmed(stage.portal.issuing)).toBe(1);
  expect(await stage.db.keyRequest.count({ where: { id: stage.requestId, state: "ISSUED" } })).toBe(1);
});

const REFUSED_BY_THE_REGISTER: readonly [string, RegExp, (stage: Scene) => Promise<unknown>, bin?: string][] = [
  ["confirmed without a word", /without a decision/, confirm],
  [
    "confirmed for a first head by one operator",
    /without a decision/,
    (stage) => plant(stage).then(() => confirm(stage)),
    COMPANY,
  ],
  [
    "one operator named twice",
    /centre_decision_request_id|P2002|Unique/,
    (stage) => plant(stage).then(() => plant(stage, { over: { operatorPersonId: stage.other.personId } })),
    COMPANY,
  ],
  [
    "a word that another operator has signed",
    /has not signed/,
    (stage) => plant(stage, { over: { operatorHolderId: stage.other.holderId } }),
  ],
  [
    "a word of somebody who is no operator",
    /nobody of the Registration Centre/,
    async (stage) => plant(stage, { by: await holder(stage.portal, { template: "ADMINISTRATOR", bin: CENTRE }) }),
  ],
  [
    "an answer about somebody else",
    /without the state registers/,
    async (stage) => {
      const else_ = await apply(visitor(stage.portal), { iin: stage.other.actor.iin });
      await plant(stage, { over: { questionId: await lookUp(stage.desk, else_.number) } });
    },
  ],
  [
    "an answer of the thief's own",
    /denied|permission/i,
    ({ db }) => db.registerQuestion.updateMany({ data: { outcome: "FOUND", surname: "Ұры" } }),
  ],
  [
    "a request that begins as confirmed",
    /nobody whom the state registers know/,
    ({ db, requestId }) => db.$executeRaw`
      INSERT INTO key_request (id, number, holder_id, confirmation, state, storage, key_algorithm, auth_csr, sign_csr,
        auth_spki, sign_spki, submitted_at, expires_at, changed_at, question_id)
      SELECT gen_random_uuid(), 'X', holder_id, confirmation, 'CONFIRMED', storage, key_algorithm, auth_csr, sign_csr,
        '\\x00', '\\x01', submitted_at, expires_at, changed_at, question_id FROM key_request WHERE id = ${requestId}::uuid`,
  ],
];

it.each(REFUSED_BY_THE_REGISTER)("B20: the register takes from web no %s", async (_, refusal, attack, bin) => {
  const stage = await scene(bin);
  // a refusal of the register's own stands in the cause of what Prisma makes of it
  const refused = await attack(stage).then(
    () => "taken",
    (error: unknown) => inspect(error, { depth: 9 }),
  );
  expect(refused).toMatch(refusal);
  expect(await issueConfirmed(stage.portal.issuing)).toBe(0);
});

const REFUSED_BY_THE_WORKER: readonly [string, string, (stage: Scene) => Promise<unknown>][] = [
  [
    "a word about another request",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const other = await apply(visitor(stage.portal), { iin: "910203450678" });
      await plant(stage, { about: other.number });
    },
  ],
  ["another document than was seen", "SIGNATURE_REFUSED", (stage) => plant(stage, { over: { seenEnd: "0000" } })],
  ["a text that nobody signed", "CONTENT_DIFFERS", (stage) => plant(stage, { text: spoil })],
  ["a spoilt signature", "SIGNATURE_INVALID", (stage) => plant(stage, { spoilt: true })],
  [
    "an operator who was blocked since",
    "FORBIDDEN",
    async (stage) => {
      await plant(stage);
      const where = { id: stage.operator.holderId };
      await stage.portal.owner.holder.update({ where, data: { blockedAt: stage.portal.clock.now() } });
    },
  ],
];

/** The same facts under another nonce. */
const spoil = (text: string) => text.replace(/nonce: .{43}/, `nonce: ${"A".repeat(43)}`);

it.each(REFUSED_BY_THE_WORKER)("B20: the worker issues nothing on %s", async (_, code, attack) => {
  const stage = await scene();
  await attack(stage);
  await confirm(stage);
  await issueConfirmed(stage.portal.issuing);
  const { state, rejectedFor } = await stage.db.keyRequest.findUniqueOrThrow({ where: { id: stage.requestId } });
  expect([state, rejectedFor]).toEqual(["REJECTED", code]);
});
