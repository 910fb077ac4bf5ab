import { inspect } from "node:util";
import { expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import type { Database } from "#platform/database.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import { decide } from "#tests/support/decide.ts";
import { csrFor, newKey } from "#tests/support/people.ts";
import { cancel, submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { receiveCode, redeem } from "#tests/support/step-up.ts";
import type { Visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";
import { confirmWith, file, signCertificateOf, type Withheld, withheldForm, wordOf } from "./stolen-web.ts";

/** Everybody of one company, one of another, one of none, and the thief's hold on the web process. */
interface Scene {
  readonly portal: World;
  /** With the rights of `web`. */
  readonly db: Database;
  readonly at: Date;
  readonly manager: TestHolder;
  readonly employee: TestHolder;
  readonly colleague: TestHolder;
  readonly individual: TestHolder;
  /** What the employee and the individual have signed in good faith. */
  readonly form: Withheld;
  readonly ownForm: Withheld;
  readonly desk: Visitor;
  readonly office: Visitor;
}

async function scene(): Promise<Scene> {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  const colleague = await holder(portal, { template: "HR" });
  const individual = await holder(portal, { template: "INDIVIDUAL" });
  const desk = await signedIn(portal, employee);
  const people = { manager, employee, colleague, individual };
  return {
    ...{ portal, db: portal.portal.context.db, at: portal.clock.now(), ...people, desk },
    office: await signedIn(portal, manager),
    form: await withheldForm(desk, employee),
    ownForm: await withheldForm(await signedIn(portal, individual), individual),
  };
}

const WAITS = { confirmation: "SENIOR_MANAGER" } as const;
const theirs = ({ manager, at }: Scene, requestId: string) => ({ requestId, approverHolderId: manager.holderId, at });

it("C6: the thief's tools are no worse than the use cases: what people did sign is issued", async () => {
  const stage = await scene();
  const { db, form, ownForm, office, manager, at, portal } = stage;
  await file(db, ownForm, at);
  const id = await file(db, form, at, WAITS);
  await confirmWith(db, await wordOf(office, manager, form.number), theirs(stage, id));
  expect(await issueConfirmed(portal.issuing)).toBe(2);
  expect(await db.keyRequest.count({ where: { documentId: { not: null }, state: "ISSUED" } })).toBe(2);
});

type Attack = readonly [name: string, refusedWith: string, attack: (scene: Scene) => Promise<unknown>];

/** The register itself refuses these: nothing is left for the worker to look at. */
const REFUSED_BY_THE_REGISTER: readonly Attack[] = [
  [
    "is confirmed by nobody",
    "without a decision",
    async ({ db, form, at }) => {
      const id = await file(db, form, at, WAITS);
      await db.keyRequest.update({ where: { id }, data: { state: "CONFIRMED" } });
    },
  ],
  ["is said to need no confirmation", "does not fit a request", ({ db, form, at }) => file(db, form, at)],
  [
    "is said to be a demonstration",
    "only the owner demonstrates",
    ({ db, form, at }) => file(db, form, at, { confirmation: "DEMONSTRATION", state: "CONFIRMED" }),
  ],
  [
    "is a second one of one signed form",
    "key_request_number_key",
    async ({ db, ownForm, at }) => {
      const first = await file(db, ownForm, at);
      await db.keyRequest.update({ where: { id: first }, data: { state: "CANCELLED" } });
      await file(db, ownForm, at, { unentered: true });
    },
  ],
  [
    "was taken back",
    "does not follow CANCELLED",
    async ({ db, desk, employee }) => {
      const { number } = await submit(desk, employee);
      await cancel(desk, employee, number);
      await db.keyRequest.update({ where: { number }, data: { state: "CONFIRMED" } });
    },
  ],
  [
    "was refused",
    "does not follow REFUSED",
    async ({ db, desk, employee, office, manager }) => {
      const { number } = await submit(desk, employee);
      await decide(office, manager, number, { verdict: "REFUSE" });
      await db.keyRequest.update({ where: { number }, data: { state: "CONFIRMED" } });
    },
  ],
  [
    "is confirmed from another organisation",
    "from another organisation",
    async (stage) => {
      const { portal, db, form, at } = stage;
      const stranger = await holder(portal, { template: "FIRST_HEAD", bin: "150940999028" });
      const requestId = await file(db, form, at, WAITS);
      const word = await wordOf(await signedIn(portal, stranger), stranger, form.number);
      await confirmWith(db, word, { requestId, approverHolderId: stranger.holderId, at });
    },
  ],
  [
    "is confirmed by a colleague who is no manager",
    "of nobody who may decide",
    async ({ portal, db, form, at, colleague }) => {
      const requestId = await file(db, form, at, WAITS);
      const word = await wordOf(await signedIn(portal, colleague), colleague, form.number);
      await confirmWith(db, word, { requestId, approverHolderId: colleague.holderId, at });
    },
  ],
];

it.each(REFUSED_BY_THE_REGISTER)(
  "C6, B16: web's own role gets nothing into the register that %s",
  async (_, refusal, attack) => {
    const stage = await scene();
    const refused = await attack(stage).catch((error: unknown) => error);
    // Prisma has words of its own for what the register said; these stand deep inside.
    expect(inspect(refused, { depth: 10 })).toContain(refusal);
    await issueConfirmed(stage.portal.issuing);
    expect(await traces(stage.portal)).toEqual(NOTHING);
  },
);

/** These are rows as good as any: only the signatures and the register say that nobody meant them. */
const REFUSED_BY_THE_WORKER: readonly Attack[] = [
  [
    "a word that is the applicant's own form",
    "FORBIDDEN",
    async (stage) => {
      const { db, form, at, employee } = stage;
      const id = await file(db, form, at, WAITS);
      const certificateId = await signCertificateOf(db, employee.holderId);
      await confirmWith(db, { text: form.text, cms: form.cms, certificateId }, { ...theirs(stage, id) });
    },
  ],
  [
    "a word on another request, played again",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const { portal, db, form, at, colleague, office, manager } = stage;
      const other = await withheldForm(await signedIn(portal, colleague), colleague);
      await file(db, other, at, WAITS);
      const word = await wordOf(office, manager, other.number);
      await confirmWith(db, word, theirs(stage, await file(db, form, at, WAITS)));
    },
  ],
  [
    "a refusal, written down as a confirmation",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const { db, form, at, office, manager } = stage;
      const id = await file(db, form, at, WAITS);
      await confirmWith(db, await wordOf(office, manager, form.number, { verdict: "REFUSE" }), theirs(stage, id));
    },
  ],
  [
    "a word on the first revision, for the second",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const { db, form, at, office, manager } = stage;
      const id = await file(db, form, at, { ...WAITS, revision: 2 });
      const word = await wordOf(office, manager, form.number, {
        text: (text) => text.replace("revision: 2", "revision: 1"),
      });
      await confirmWith(db, word, { ...theirs(stage, id), revision: 2 });
    },
  ],
  [
    "a colleague's word in the manager's name",
    "FORBIDDEN",
    async (stage) => {
      const { portal, db, form, at, colleague } = stage;
      const id = await file(db, form, at, WAITS);
      await confirmWith(db, await wordOf(await signedIn(portal, colleague), colleague, form.number), theirs(stage, id));
    },
  ],
  [
    "a word signed with the manager's sign-in key",
    "FORBIDDEN",
    async (stage) => {
      const { db, form, at, office, manager } = stage;
      const id = await file(db, form, at, WAITS);
      const signer = { signer: manager.keys.AUTH, signerDer: manager.certificates.AUTH };
      const word = await wordOf(office, manager, form.number, signer);
      const auth = await db.certificate.findFirstOrThrow({ where: { holderId: manager.holderId, slot: "AUTH" } });
      await confirmWith(db, { ...word, certificateId: auth.id }, theirs(stage, id));
    },
  ],
  [
    "one person's form, for another",
    "NO_VALID_KEY",
    async ({ portal, db, ownForm, at }) => {
      const victim = await holder(portal, { template: "INDIVIDUAL" });
      await file(db, ownForm, at, { holderId: victim.holderId });
    },
  ],
  [
    "one person's form, as if another had signed it",
    "SIGNATURE_REFUSED",
    async ({ portal, db, ownForm, at }) => {
      const victim = await holder(portal, { template: "INDIVIDUAL" });
      const certificateId = await signCertificateOf(db, victim.holderId);
      await file(db, ownForm, at, { holderId: victim.holderId, certificateId });
    },
  ],
  [
    "an employee's form, in the same person's own name",
    "NO_VALID_KEY",
    async ({ portal, db, form, at, employee }) => {
      const alone = await holder(portal, { template: "INDIVIDUAL", iin: employee.actor.iin });
      await file(db, form, at, { holderId: alone.holderId });
    },
  ],
  [
    "a signed form under another number",
    "SIGNATURE_REFUSED",
    ({ portal, db, ownForm, at }) => file(db, ownForm, at, { number: newRequestNumber(portal.portal.context.random) }),
  ],
  [
    "the thief's key in place of the one that was signed for",
    "SIGNATURE_REFUSED",
    async ({ db, ownForm, at, individual }) => {
      const key = newKey();
      const { subject } = parseCertificate(individual.certificates.SIGN);
      const nonce = String(ownForm.json["nonce"]);
      await file(db, ownForm, at, { authSpki: key.spki, authCsr: csrFor(key, { subject, nonce }) });
    },
  ],
  [
    "the thief's request for the key that was signed for",
    "SIGNATURE_REFUSED",
    async ({ db, ownForm, at, individual }) => {
      const { subject } = parseCertificate(individual.certificates.SIGN);
      await file(db, ownForm, at, { authCsr: csrFor(newKey(), { subject, nonce: String(ownForm.json["nonce"]) }) });
    },
  ],
  [
    "a form for which nobody has typed a code",
    "CODE_REQUIRED",
    async ({ portal, db, at, individual }) => {
      const browser = await signedIn(portal, individual);
      const form = await withheldForm(browser, individual, { withoutCode: true });
      await receiveCode(browser, "REISSUE", form.text);
      await file(db, form, at);
    },
  ],
  [
    "a form with the code for another one",
    "CODE_REQUIRED",
    async ({ portal, db, at, individual }) => {
      const browser = await signedIn(portal, individual);
      await withheldForm(browser, individual);
      await file(db, await withheldForm(browser, individual, { withoutCode: true }), at);
    },
  ],
  [
    "a form with the code of somebody else, or for something else",
    "CODE_REQUIRED",
    async ({ portal, db, at, individual, colleague }) => {
      const browser = await signedIn(portal, individual);
      const { text, ...form } = await withheldForm(browser, individual, { withoutCode: true });
      for (const [by, purpose] of [
        [colleague, "REISSUE"],
        [individual, "EMAIL"],
      ] as const) {
        const code = await receiveCode(await signedIn(portal, by), purpose, text);
        await redeem(portal, { holderId: by.holderId, text, code });
      }
      await file(db, { ...form, text }, at);
    },
  ],
  [
    "a key that somebody has a certificate for",
    "KEY_REUSED",
    async ({ portal, db, at, individual, employee }) => {
      const browser = await signedIn(portal, individual);
      const keys = { AUTH: employee.keys.AUTH, SIGN: newKey() };
      await file(db, await withheldForm(browser, individual, { keys }), at, { unentered: true });
    },
  ],
  [
    "the applicant's own key in force",
    "KEY_REUSED",
    async ({ portal, db, at, individual }) => {
      const browser = await signedIn(portal, individual);
      await file(db, await withheldForm(browser, individual, { keys: individual.keys }), at, { unentered: true });
    },
  ],
];

it.each(REFUSED_BY_THE_WORKER)("B9, C6, B16: the worker issues nothing on %s", async (_, code, attack) => {
  const stage = await scene();
  await attack(stage);
  await issueConfirmed(stage.portal.issuing);
  expect(await traces(stage.portal)).toEqual({ ...NOTHING, rejectedFor: [code] });
});

it("C6: whatever is planted holds nobody else up", async () => {
  const stage = await scene();
  const { portal, db, at, individual, employee, colleague } = stage;
  const browser = await signedIn(portal, individual);
  const keys = { AUTH: employee.keys.AUTH, SIGN: newKey() };
  await file(db, await withheldForm(browser, individual, { keys }), at, { unentered: true });
  const { number } = await submit(await signedIn(portal, colleague), colleague);
  await decide(stage.office, stage.manager, number);
  await issueConfirmed(portal.issuing);
  expect(await db.keyRequest.findUnique({ where: { number } })).toMatchObject({ state: "ISSUED" });
});

const NOTHING = { certificates: 0, intents: 0, issued: 0, rejectedFor: [] };

/** What was issued, or begun, beyond the first keys; and why what was planted was not. */
async function traces({ owner }: World) {
  const asked = { request: { documentId: { not: null } } };
  const requests = await owner.keyRequest.findMany({ where: { documentId: { not: null } } });
  return {
    certificates: await owner.certificate.count({ where: asked }),
    intents: await owner.issuanceIntent.count({ where: asked }),
    issued: requests.filter(({ state }) => ["ISSUING", "ISSUED", "INSTALLED"].includes(state)).length,
    rejectedFor: requests.flatMap(({ rejectedFor }) => rejectedFor ?? []),
  };
}
