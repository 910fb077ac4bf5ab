import { inspect } from "node:util";
import { expect, it } from "vitest";
import type { Database } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";
import { createDelegation } from "#portal/delegations/store.ts";
import { dateOf } from "#portal/delegations/term.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { later } from "#tests/support/confirmed.ts";
import { delegate, delegationBody, type GivingWish, withdraw, withdrawalBody } from "#tests/support/delegations.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import type { Visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";
import { confirmWith, file, signCertificateOf, type Withheld, withheldForm, wordOf } from "./stolen-web.ts";

/** A company, the thief's hold on the web process, and one of its people who is in league with the thief. */
interface Scene {
  readonly portal: World;
  /** The company's own. */
  readonly bin: string;
  /** With the rights of `web`. */
  readonly db: Database;
  readonly head: TestHolder;
  readonly accomplice: TestHolder;
  readonly office: Visitor;
  readonly form: Withheld;
}

/** A company of its own: many fit into one world. */
async function scene(portal: World, count = 0): Promise<Scene> {
  const bin = `1609400000${String(count).padStart(2, "0")}`;
  const head = await holder(portal, { template: "FIRST_HEAD", bin });
  const accomplice = await holder(portal, { template: "HR", bin });
  const employee = await holder(portal, { bin });
  return {
    ...{ portal, bin, db: portal.portal.context.db, head, accomplice, office: await signedIn(portal, head) },
    form: await withheldForm(await signedIn(portal, employee), employee),
  };
}

interface Planting {
  /** Whose certificate is said to have signed. */
  readonly by?: TestHolder;
  readonly to?: TestHolder;
  readonly organisationId?: string;
  readonly purpose?: "DELEGATE" | "CONFIRM";
  readonly from?: string;
  readonly last?: string;
  readonly kinds?: readonly Template[];
  readonly at?: Date;
}

type Signed = Pick<Awaited<ReturnType<typeof delegationBody>>, "text" | "cms">;

/** Writes a delegation down as `web` may, each part of it as the thief likes. */
async function plantDelegation({ portal, db, head, accomplice }: Scene, { text, cms }: Signed, how: Planting = {}) {
  const { by = head, to = accomplice, from = "2026-11-23", last = "2026-12-06", kinds = ["EMPLOYEE", "HR"] } = how;
  const { at = portal.clock.now(), purpose = "DELEGATE", organisationId = head.actor.organisationId ?? "" } = how;
  const certificateId = await signCertificateOf(portal.owner, by.holderId);
  const { id } = await db.signedDocument.create({ data: { purpose, text, cms, certificateId, signedAt: at } });
  const term = { fromDay: dateOf(from), lastDay: dateOf(last) };
  const row = { organisationId, delegateHolderId: to.holderId, ...term, kinds, documentId: id, givenAt: at };
  return db.$transaction((tx) => createDelegation(tx, row));
}

/** The accomplice confirms the employee's request, and it is written down when the thief likes. */
async function confirmAs({ portal, db, accomplice, form }: Scene, at = portal.clock.now(), by = accomplice) {
  const requestId = await file(db, form, portal.clock.now(), { confirmation: "SENIOR_MANAGER" });
  const word = await wordOf(await signedIn(portal, by), by, form.number);
  await db.$transaction((tx) => confirmWith(tx, word, { requestId, approverHolderId: by.holderId, at }));
}

const given = (stage: Scene, wish: GivingWish = {}) => delegationBody(stage.office, stage.head, stage.accomplice, wish);

const ownWord = async ({ portal, accomplice }: Scene) =>
  delegationBody(await signedIn(portal, accomplice), accomplice, accomplice);

it("B11: the thief's tools are no worse than the use cases: what a first head did sign is believed", async () => {
  const stage = await scene(await world());
  await plantDelegation(stage, await given(stage));
  await confirmAs(stage);
  expect(await issueConfirmed(stage.portal.issuing)).toBe(1);
});

type Attack = readonly [name: string, refusedWith: string, attack: (scene: Scene) => Promise<unknown>];

/** The register itself refuses these; the last lets time pass. */
const REFUSED_BY_THE_REGISTER: readonly Attack[] = [
  [
    "a right that its holder signed",
    "of nobody who may give one",
    async (stage) => plantDelegation(stage, await ownWord(stage), { by: stage.accomplice }),
  ],
  [
    "a right that another company's first head signed",
    "of nobody who may give one",
    async (stage) => {
      const by = await holder(stage.portal, { template: "FIRST_HEAD" });
      const signed = await delegationBody(await signedIn(stage.portal, by), by, stage.accomplice);
      await plantDelegation(stage, signed, { by });
    },
  ],
  [
    "a right by a document for something else",
    "of nobody who may give one",
    async (stage) => plantDelegation(stage, await given(stage), { purpose: "CONFIRM" }),
  ],
  [
    "a right for an employee",
    "to nobody who may have one",
    async (stage) => plantDelegation(stage, await given(stage), { to: await holder(stage.portal, { bin: stage.bin }) }),
  ],
  [
    "a right for somebody of another company",
    "to nobody who may have one",
    async (stage) => {
      const to = await holder(stage.portal, { template: "HR" });
      await plantDelegation(stage, await given(stage), { to });
    },
  ],
  [
    "a right for a first head's own keys",
    "delegation_kinds",
    async (stage) => plantDelegation(stage, await given(stage), { kinds: ["FIRST_HEAD"] }),
  ],
  [
    "a right from a day before it was signed",
    "delegation_days",
    async (stage) => plantDelegation(stage, await given(stage), { from: "2026-11-22" }),
  ],
  [
    "a right that was withdrawn, from a copy of its document",
    "delegation_text_sha256_key",
    async (stage) => {
      const signed = await given(stage);
      await plantDelegation(stage, signed);
      await withdraw(stage.office, stage.head, stage.accomplice);
      await plantDelegation(stage, signed);
    },
  ],
  [
    "more in a right than was signed",
    "permission denied",
    async (stage) => {
      await delegate(stage.office, stage.head, stage.accomplice);
      await stage.db.delegation.updateMany({
        where: { delegateHolderId: stage.accomplice.holderId },
        data: { kinds: ["EMPLOYEE", "HR", "RIGHT_TO_SIGN"] },
      });
    },
  ],
  [
    "a withdrawal taken back",
    "never changes",
    async (stage) => {
      await delegate(stage.office, stage.head, stage.accomplice);
      await withdraw(stage.office, stage.head, stage.accomplice);
      await stage.db.delegation.updateMany({
        where: { delegateHolderId: stage.accomplice.holderId },
        data: { withdrawnAt: null, withdrawalDocumentId: null },
      });
    },
  ],
  [
    "a withdrawal that its holder signed",
    "of nobody who may withdraw",
    async (stage) => {
      const { portal, db, office, head, accomplice } = stage;
      await delegate(office, head, accomplice);
      const browser = await signedIn(portal, accomplice);
      const { text, cms } = await withdrawalBody(browser, accomplice, accomplice);
      const certificateId = await signCertificateOf(portal.owner, accomplice.holderId);
      const at = portal.clock.now();
      const { id: documentId } = await db.signedDocument.create({
        data: { purpose: "WITHDRAW_DELEGATION", text, cms, certificateId, signedAt: at },
      });
      await db.delegation.updateMany({
        where: { delegateHolderId: stage.accomplice.holderId },
        data: { withdrawnAt: at, withdrawalDocumentId: documentId },
      });
    },
  ],
  ["a word of somebody without the right", "of nobody who may decide", (stage) => confirmAs(stage)],
  [
    "a word on a kind that was not given",
    "of nobody who may decide",
    async (stage) => {
      await delegate(stage.office, stage.head, stage.accomplice, { kinds: ["HR"] });
      await confirmAs(stage);
    },
  ],
  [
    "a word after the withdrawal, dated before it",
    "of nobody who may decide",
    async (stage) => {
      const { portal, office, head, accomplice } = stage;
      await delegate(office, head, accomplice);
      const before = portal.clock.now();
      later(portal, 1000);
      await withdraw(office, head, accomplice);
      await confirmAs(stage, before);
    },
  ],
  [
    "a word after the last day",
    "of nobody who may decide",
    async (stage) => {
      await delegate(stage.office, stage.head, stage.accomplice, { last: "2026-11-23" });
      later(stage.portal, 86_400_000);
      await confirmAs(stage);
    },
  ],
];

it("B11, B16: web's own role gets no right into the register that nobody gave, and no word without one", async () => {
  const portal = await world();
  for (const [count, [name, refusal, attack]] of REFUSED_BY_THE_REGISTER.entries()) {
    const refused = await attack(await scene(portal, count)).catch((error: unknown) => error);
    expect(inspect(refused, { depth: 10 }), name).toContain(refusal);
  }
  expect(await issueConfirmed(portal.issuing)).toBe(0);
});

/** These are rows as good as any: only the signature says that nobody meant them; the last lets time pass. */
const REFUSED_BY_THE_WORKER: readonly (readonly [name: string, attack: (scene: Scene) => Promise<unknown>])[] = [
  [
    "its holder signed in the first head's name",
    async (stage) => {
      await plantDelegation(stage, await ownWord(stage));
      await confirmAs(stage);
    },
  ],
  [
    "was given for other kinds",
    async (stage) => {
      await plantDelegation(stage, await given(stage, { kinds: ["HR"] }));
      await confirmAs(stage);
    },
  ],
  [
    "was given for other days",
    async (stage) => {
      await plantDelegation(stage, await given(stage, { from: "2026-11-24" }));
      await confirmAs(stage);
    },
  ],
  [
    "was given to somebody else",
    async (stage) => {
      const another = await holder(stage.portal, { template: "RIGHT_TO_SIGN", bin: stage.bin });
      await plantDelegation(stage, await delegationBody(stage.office, stage.head, another));
      await confirmAs(stage);
    },
  ],
  [
    "has not begun, by a word that is dated ahead",
    async (stage) => {
      const term = { from: "2026-11-30", last: "2026-12-06" };
      await plantDelegation(stage, await given(stage, term), term);
      await confirmAs(stage, new Date("2026-12-01T06:00:00Z"));
    },
  ],
  [
    "is dated back to when the key that gave it was in force",
    async (stage) => {
      const { portal, bin } = stage;
      const [past, day] = [portal.clock.now(), 86_400_000];
      const term = { from: "2026-11-23", last: "2027-11-22" };
      const signed = await given(stage, term);
      later(portal, 370 * day);
      const [by, employee] = [await holder(portal, { template: "HR", bin }), await holder(portal, { bin })];
      const text = signed.text;
      await plantDelegation(stage, { text, cms: signed.cms }, { ...term, at: past, to: by });
      const form = await withheldForm(await signedIn(portal, employee), employee);
      await confirmAs({ ...stage, form }, new Date(past.getTime() + 300 * day), by);
    },
  ],
];

it("B11, B16: the worker issues nothing on a right that the first head has not signed so", async () => {
  const portal = await world();
  for (const [count, [name, attack]] of REFUSED_BY_THE_WORKER.entries()) {
    await attack(await scene(portal, count));
    expect(await issueConfirmed(portal.issuing), name).toBe(0);
    const rejected = await portal.owner.keyRequest.findMany({ where: { documentId: { not: null } } });
    const outcomes = rejected.map(({ state, rejectedFor }) => `${state} ${rejectedFor}`);
    expect(outcomes, name).toEqual(Array(count + 1).fill("REJECTED FORBIDDEN"));
  }
});
