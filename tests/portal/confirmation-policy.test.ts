import { expect, it } from "vitest";
import { applyPolicies } from "#portal/confirmations/apply-policies.ts";
import { openPolicy } from "#portal/confirmations/open-policy.ts";
import { confirmationsBody, setConfirmations } from "#tests/support/confirmations.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";
import { signCertificateOf } from "./stolen-web.ts";

interface Scene {
  readonly portal: World;
  readonly head: TestHolder;
  readonly second: TestHolder;
  readonly office: Visitor;
}

/** A company with two who may confirm. */
async function scene(): Promise<Scene> {
  const portal = await world();
  const head = await holder(portal, { template: "FIRST_HEAD" });
  const second = await holder(portal, { template: "FIRST_HEAD" });
  return { portal, head, second, office: await signedIn(portal, head) };
}

const inForce = async ({ owner }: World, { actor }: TestHolder) =>
  (await owner.organisation.findUniqueOrThrow({ where: { id: actor.organisationId ?? "" } })).confirmations;

it("B13: how many confirm is what the first head signed, in force once the worker has verified it again", async () => {
  const { portal, head, office } = await scene();
  expect((await setConfirmations(office, head, 2)).status).toBe(204);
  const seen = () => openPolicy(portal.portal.context, { ...head.actor, certificateId: "" });
  expect(await seen()).toEqual({ confirmations: 1, managers: 2, last: { confirmations: 2, state: "PENDING" } });
  expect(await applyPolicies(portal.issuing)).toBe(1);
  expect(await seen()).toEqual({ confirmations: 2, managers: 2 });
  const told = await portal.owner.auditEvent.findMany({ where: { action: { startsWith: "confirmations-" } } });
  expect(told.map(({ action, actorId }) => [action, actorId])).toEqual([
    ["confirmations-ordered", head.holderId],
    ["confirmations-set", null],
  ]);
  expect(await applyPolicies(portal.issuing)).toBe(0);
});

it.each(["EMPLOYEE", "HR", "RIGHT_TO_SIGN", "FINANCIAL_SIGNATURE"] as const)(
  "B11: no %s says how many confirm",
  async (template) => {
    const { portal } = await scene();
    const other = await holder(portal, { template });
    expect(codeOf(await setConfirmations(await signedIn(portal, other), other, 1))).toBe("FORBIDDEN");
    expect(await portal.owner.confirmationPolicy.count()).toBe(0);
  },
);

it.each([
  ["more than there are people who may confirm", 3, {}, "TOO_FEW_MANAGERS"],
  ["with the key for signing in", 2, { slot: "AUTH" }, "SIGNATURE_NOT_YOURS"],
  [
    "over another number",
    2,
    { text: (text: string) => text.replace("confirmations: 2", "confirmations: 1") },
    "SIGNATURE_REFUSED",
  ],
  ["with a challenge for something else", 2, { purpose: "CANCEL" }, "CHALLENGE_REFUSED"],
] as const)("B13: refuses %s", async (_, count, wish, code) => {
  const { portal, head, office } = await scene();
  expect(codeOf(await setConfirmations(office, head, count, wish))).toBe(code);
  expect(await portal.owner.confirmationPolicy.count()).toBe(0);
});

it("A1: takes one signed word once", async () => {
  const { head, office } = await scene();
  const { json } = await confirmationsBody(office, head, 2);
  expect((await call(office, "POST /api/confirmations", { json })).status).toBe(204);
  expect(codeOf(await call(office, "POST /api/confirmations", { json }))).toBe("CHALLENGE_REFUSED");
});

/** What somebody signed, written down by web's own role as the thief likes. */
async function plantPolicy(
  { portal, head }: Scene,
  { text, cms }: { readonly text: string; readonly cms: Uint8Array },
  { confirmations = 1, by = head, organisationId = head.actor.organisationId ?? "" } = {},
) {
  const { db } = portal.portal.context;
  const at = portal.clock.now();
  const certificateId = await signCertificateOf(portal.owner, by.holderId);
  const { id } = await db.signedDocument.create({
    data: { purpose: "CONFIRMATIONS", text, cms: Uint8Array.from(cms), certificateId, signedAt: at },
  });
  await db.confirmationPolicy.createMany({ data: [{ organisationId, confirmations, documentId: id, orderedAt: at }] });
}

const ATTACKS: readonly (readonly [name: string, code: string, attack: (stage: Scene) => Promise<unknown>])[] = [
  [
    "is no document of ours",
    "DOCUMENT_MALFORMED",
    async (stage) => plantPolicy(stage, { text: "text", cms: new Uint8Array(8) }),
  ],
  [
    "says more in the text than in the row",
    "SIGNATURE_REFUSED",
    async (stage) => plantPolicy(stage, await confirmationsBody(stage.office, stage.head, 2)),
  ],
  [
    "an employee signed",
    "FORBIDDEN",
    async (stage) => {
      const by = await holder(stage.portal);
      await plantPolicy(stage, await confirmationsBody(await signedIn(stage.portal, by), by, 1), { by });
    },
  ],
  [
    "an employee signed in the first head's name",
    "SIGNER_UNKNOWN",
    async (stage) => {
      const by = await holder(stage.portal);
      await plantPolicy(stage, await confirmationsBody(await signedIn(stage.portal, by), by, 1));
    },
  ],
  [
    "another company's first head signed",
    "FORBIDDEN",
    async (stage) => {
      const by = await holder(stage.portal, { template: "FIRST_HEAD", bin: "150940999028" });
      await plantPolicy(stage, await confirmationsBody(await signedIn(stage.portal, by), by, 1), { by });
    },
  ],
  [
    "the first head signed before, and is played again",
    "CHALLENGE_REFUSED",
    async (stage) => {
      const old = await confirmationsBody(stage.office, stage.head, 1);
      await plantPolicy(stage, old);
      await applyPolicies(stage.portal.issuing);
      await setConfirmations(stage.office, stage.head, 2);
      await applyPolicies(stage.portal.issuing);
      await plantPolicy(stage, old);
    },
  ],
  [
    "the first head signed, and was kept back for an hour",
    "CHALLENGE_REFUSED",
    async (stage) => {
      const old = await confirmationsBody(stage.office, stage.head, 1);
      const { clock } = stage.portal;
      clock.set(new Date(clock.now().getTime() + 3_600_000));
      await plantPolicy(stage, old);
    },
  ],
  [
    "a first head signed whose certificate is revoked",
    "NO_VALID_KEY",
    async (stage) => {
      await plantPolicy(stage, await confirmationsBody(stage.office, stage.head, 1));
      const data = { revokedAt: stage.portal.clock.now(), revocationReason: "KEY_COMPROMISE" } as const;
      await stage.portal.owner.certificate.updateMany({ where: { holderId: stage.head.holderId }, data });
    },
  ],
];

it.each(ATTACKS)("B13, B16: the worker puts nothing into force that %s", async (_, code, attack) => {
  const stage = await scene();
  const { portal, head } = stage;
  await portal.owner.organisation.updateMany({ data: { confirmations: 2 } });
  await attack(stage);
  await applyPolicies(portal.issuing);
  const last = await portal.owner.confirmationPolicy.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(last.refusedFor).toBe(code);
  expect(await inForce(portal, head)).toBe(2);
});

it("B16: web's own role says nothing of what became of a word, and changes none", async () => {
  const { portal, head, office } = await scene();
  await setConfirmations(office, head, 2);
  const { db } = portal.portal.context;
  const tries = [
    () => db.confirmationPolicy.updateMany({ data: { doneAt: new Date() } }),
    () => db.confirmationPolicy.updateMany({ data: { confirmations: 1 } }),
    () => db.confirmationPolicy.deleteMany(),
    () => db.organisation.updateMany({ data: { confirmations: 2 } }),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toThrow();
  await applyPolicies(portal.issuing);
  await expect(portal.owner.confirmationPolicy.updateMany({ data: { refusedFor: "X" } })).rejects.toThrow();
});
