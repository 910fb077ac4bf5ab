import { expect, it } from "vitest";
import { applyPolicies } from "#portal/confirmations/apply-policies.ts";
import { expireUnconfirmed } from "#portal/requests/expire-unconfirmed.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { setConfirmations } from "#tests/support/confirmations.ts";
import { decide } from "#tests/support/decide.ts";
import { delegate, withdraw } from "#tests/support/delegations.ts";
import { plant } from "#tests/support/one-confirmed.ts";
import { cancel, submit } from "#tests/support/reissue.ts";
import { named, release, revoke } from "#tests/support/revocation.ts";
import { signedIn, signIn } from "#tests/support/sign-in.ts";
import { call, type Visitor, visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

interface Scene {
  readonly portal: World;
  readonly employee: TestHolder;
  readonly manager: TestHolder;
  readonly desk: Visitor;
  readonly office: Visitor;
  /** Of the employee's request, which waits. */
  readonly number: string;
}

async function scene(): Promise<Scene> {
  const portal = await world();
  const [employee, manager] = [await holder(portal), await holder(portal, { template: "FIRST_HEAD" })];
  const [desk, office] = [await signedIn(portal, employee), await signedIn(portal, manager)];
  const { number } = await submit(desk, employee);
  return { portal, employee, manager, desk, office, number };
}

const confirm = ({ office, manager, number }: Scene) => decide(office, manager, number);
const issue = async (stage: Scene) => {
  await confirm(stage);
  await issueConfirmed(stage.portal.issuing);
};
const nothing = async () => undefined;
const another = ({ portal, employee }: Scene) => signedIn(portal, employee);
const deputies = new WeakMap<World, TestHolder>();
const appoint = async ({ portal }: Scene) => deputies.set(portal, await holder(portal, { template: "HR" }));
const deputyOf = ({ portal }: Scene) => deputies.get(portal) ?? holder(portal, { template: "HR" });
const give = async (stage: Scene) => delegate(stage.office, stage.manager, await deputyOf(stage));
const WISHES = { language: "en", emailNotices: false, noticeKindsOff: ["EXPIRY"] };

/** Each deed, what comes before it, and whose it is in the audit. */
const DEEDS: readonly (readonly [
  action: string,
  by: "employee" | "manager" | null,
  before: (stage: Scene) => Promise<unknown>,
  deed: (stage: Scene) => Promise<unknown>,
])[] = [
  ["signed-in", "employee", nothing, ({ portal, employee }) => signIn(visitor(portal), employee)],
  ["signed-out", "employee", nothing, ({ desk }) => call(desk, "DELETE /api/session")],
  ["sessions-ended", "employee", another, ({ desk }) => call(desk, "DELETE /api/sessions")],
  ["settings-changed", "employee", nothing, ({ desk }) => call(desk, "PUT /api/profile", { json: WISHES })],
  ["request-cancelled", "employee", nothing, ({ desk, employee, number }) => cancel(desk, employee, number)],
  ["request-confirmed", "manager", nothing, confirm],
  ["confirmations-ordered", "manager", nothing, ({ office, manager }) => setConfirmations(office, manager, 1)],
  [
    "confirmations-set",
    null,
    ({ office, manager }) => setConfirmations(office, manager, 1),
    ({ portal }) => applyPolicies(portal.issuing),
  ],
  [
    "confirmations-refused",
    null,
    async ({ portal, office, manager }) => {
      await setConfirmations(office, manager, 1);
      await pass(portal, 1);
    },
    ({ portal }) => applyPolicies(portal.issuing),
  ],
  ["delegation-given", "manager", appoint, give],
  [
    "delegation-withdrawn",
    "manager",
    async (stage) => {
      await appoint(stage);
      await give(stage);
    },
    async (stage) => withdraw(stage.office, stage.manager, await deputyOf(stage)),
  ],
  [
    "confirmation-given",
    "manager",
    ({ portal }) => plant(portal, "UPDATE key_request SET confirmations_needed = 2 WHERE document_id IS NOT NULL"),
    confirm,
  ],
  [
    "request-refused",
    "manager",
    nothing,
    ({ office, manager, number }) => decide(office, manager, number, { verdict: "REFUSE" }),
  ],
  ["request-expired", null, ({ portal }) => pass(portal, 30), ({ portal }) => expireUnconfirmed(portal.issuing)],
  [
    "request-rejected",
    null,
    async (stage) => {
      await confirm(stage);
      await pass(stage.portal, 366);
    },
    ({ portal }) => issueConfirmed(portal.issuing),
  ],
  ["request-issuing", null, confirm, ({ portal }) => issueConfirmed(portal.issuing)],
  [
    "request-installed",
    "employee",
    issue,
    ({ desk, number }) => call(desk, "POST /api/requests/[number]/installation", { number, json: {} }),
  ],
  ["revocation-ordered", "employee", nothing, (stage) => order(stage)],
  ["certificate-revoked", null, (stage) => order(stage), (stage) => applyOrders(stage.portal.issuing)],
  ["request-rejected", null, (stage) => order(stage), (stage) => applyOrders(stage.portal.issuing)],
  ["release-ordered", "employee", (stage) => hold(stage), (stage) => lift(stage)],
  [
    "certificate-released",
    null,
    async (stage) => {
      await hold(stage);
      await lift(stage);
    },
    (stage) => applyOrders(stage.portal.issuing),
  ],
  [
    "order-refused",
    null,
    async (stage) => {
      await hold(stage);
      await lift(stage);
      await pass(stage.portal, 1);
    },
    (stage) => applyOrders(stage.portal.issuing),
  ],
];

const order = ({ desk, employee }: Scene, reason: RevocationReason = "SUPERSEDED") =>
  revoke(desk, employee, [named(employee)], { reason });
const hold = async (stage: Scene) => {
  await order(stage, "CERTIFICATE_HOLD");
  await applyOrders(stage.portal.issuing);
};
const lift = ({ desk, employee }: Scene) => release(desk, employee, named(employee), { slot: "AUTH" });

const pass = async ({ clock }: World, days: number) => clock.set(new Date(clock.now().getTime() + days * 86_400_000));

it.each(DEEDS)("F1: %s is in the audit once, with whose deed it was", async (action, by, before, deed) => {
  const stage = await scene();
  await before(stage);
  const rows = () => stage.portal.owner.auditEvent.findMany({ where: { action }, orderBy: { seq: "asc" } });
  const earlier = (await rows()).length;
  await deed(stage);
  const [row, ...more] = (await rows()).slice(earlier);
  expect([row?.at, row?.actorId, more]).toEqual([stage.portal.clock.now(), by && stage[by].holderId, []]);
});

it.each(DEEDS)("F1: %s does not happen when its audit row cannot be written", async (action, _, before, deed) => {
  const stage = await scene();
  await before(stage);
  await refuseToRecord(stage.portal, action);
  const was = await whatIs(stage.portal);
  await deed(stage).catch(() => undefined);
  expect(await whatIs(stage.portal)).toEqual(was);
});

async function refuseToRecord({ owner }: World, action: string): Promise<void> {
  await owner.$executeRawUnsafe(
    "CREATE FUNCTION no_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no audit'; END $$",
  );
  await owner.$executeRawUnsafe(
    `CREATE TRIGGER no_audit BEFORE INSERT ON audit_event FOR EACH ROW WHEN (NEW.action = '${action}') EXECUTE FUNCTION no_audit()`,
  );
}

/** All that a deed could change, challenges aside: those are used up in every case. */
async function whatIs({ owner }: World) {
  return {
    requests: await owner.keyRequest.findMany({
      select: { number: true, state: true, changedAt: true },
      orderBy: { number: "asc" },
    }),
    sessions: await owner.session.count(),
    browsers: await owner.knownBrowser.count(),
    people: await owner.person.findMany({ select: { language: true }, orderBy: { id: "asc" } }),
    decisions: await owner.decision.count(),
    documents: await owner.signedDocument.count(),
    intents: await owner.issuanceIntent.count(),
    certificates: await owner.certificate.count(),
    revoked: await owner.certificate.findMany({ where: { revokedAt: { not: null } }, select: { serial: true } }),
    policies: await owner.confirmationPolicy.findMany({ select: { doneAt: true, refusedFor: true } }),
    delegations: await owner.delegation.findMany({ select: { withdrawnAt: true } }),
    orders: await owner.revocationOrder.findMany({ select: { outcome: true } }),
    audit: await owner.auditEvent.count(),
  };
}
