import { expect, it } from "vitest";
import { expireOrders } from "#portal/orders/expire-orders.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { later } from "#tests/support/confirmed.ts";
import { decideOn, order, orderBody, PAPER, wordBody } from "#tests/support/orders.ts";
import { named, release, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call, codeOf, type Visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const AUTHORITY = "200540999045";
const DAY = 86_400_000;

interface Scene {
  readonly portal: World;
  readonly employee: TestHolder;
  readonly operator: TestHolder;
  readonly senior: TestHolder;
  readonly desk: Visitor;
  readonly office: Visitor;
}

async function scene(): Promise<Scene> {
  const portal = await world();
  const employee = await holder(portal);
  const operator = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
  const senior = await holder(portal, { template: "SENIOR_OPERATOR", bin: AUTHORITY });
  const [desk, office] = [await signedIn(portal, operator), await signedIn(portal, senior)];
  return { portal, employee, operator, senior, desk, office };
}

const statusOf = async ({ owner }: World, { serial }: { readonly serial: string }) =>
  (await owner.certificate.findFirstOrThrow({ where: { serial } })).revocationReason ?? "GOOD";
const stateOf = async ({ owner }: World, id: string) =>
  (await owner.authorityOrder.findUniqueOrThrow({ where: { id } })).state;
const outcomes = async ({ owner }: World) =>
  (await owner.revocationOrder.findMany({ orderBy: { orderedAt: "asc" } })).map(
    ({ outcome, refusedFor }) => refusedFor ?? outcome ?? "PENDING",
  );
const actions = async ({ owner }: World) =>
  (await owner.auditEvent.findMany({ orderBy: { seq: "asc" } }))
    .map(({ action }) => action)
    .filter((action) => /order|revoked|released/.test(action));

it("D4: what one of the staff has signed revokes nothing; when a second person has signed the same, it is revoked", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const both = [named(employee), named(employee, "AUTH")];
  const { status, id } = await order(desk, operator, both);
  expect(status).toBe(201);
  await applyOrders(portal.issuing);
  expect(await statusOf(portal, named(employee))).toBe("GOOD");
  expect(await portal.owner.revocationOrder.count()).toBe(0);

  expect((await decideOn(office, senior, id)).status).toBe(204);
  await applyOrders(portal.issuing);
  for (const each of both) expect(await statusOf(portal, each)).toBe("KEY_COMPROMISE");
  expect(await outcomes(portal)).toEqual(["APPLIED", "APPLIED"]);
  expect(await actions(portal)).toEqual([
    ...["authority-order-signed", "authority-order-signed", "authority-order-approved", "authority-order-approved"],
    ...["certificate-revoked", "certificate-revoked"],
  ]);
  const letters = await portal.owner.message.findMany({ where: { kind: "CERTIFICATE_REVOKED" } });
  expect(letters.map(({ personId }) => personId)).toEqual([employee.personId]);
});

const OTHERS = ["AUDITOR", "ADMINISTRATOR", "FIRST_HEAD", "EMPLOYEE", "INDIVIDUAL"] as const;

it.each(OTHERS)("D4, G2: a holder of the template %s neither signs an order nor decides on one", async (template) => {
  const { portal, desk, operator, employee } = await scene();
  const { id } = await order(desk, operator, [named(employee)]);
  const other = await holder(portal, { template, bin: AUTHORITY });
  const browser = await signedIn(portal, other);
  expect(codeOf(await order(browser, other, [named(employee)]))).toBe("FORBIDDEN");
  expect(codeOf(await decideOn(browser, other, id))).toBe("FORBIDDEN");
  expect(await stateOf(portal, id)).toBe("WAITING");
});

it("D4: an operator signs orders and approves none, not even another operator's", async () => {
  const { portal, office, senior, employee } = await scene();
  const second = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
  const { id } = await order(office, senior, [named(employee)]);
  expect(codeOf(await decideOn(await signedIn(portal, second), second, id))).toBe("FORBIDDEN");
});

it("D4: nobody approves their own order, in whatever capacity", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const { id } = await order(office, senior, [named(employee)]);
  expect(codeOf(await decideOn(office, senior, id))).toBe("OWN_ORDER");
  const { id: signed } = await order(desk, operator, [named(employee)]);
  const both = await holder(portal, { template: "SENIOR_OPERATOR", bin: AUTHORITY, iin: operator.actor.iin });
  expect(codeOf(await decideOn(await signedIn(portal, both), both, signed))).toBe("OWN_ORDER");
  expect([await stateOf(portal, id), await stateOf(portal, signed)]).toEqual(["WAITING", "WAITING"]);
});

it("B8: those who sign orders see what waits and what became of it, and of people's numbers the end", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const { id } = await order(desk, operator, [named(employee)]);
  const { id: second } = await order(office, senior, [named(employee, "AUTH")]);
  const asked = async (browser: Visitor, tab: string, after = "") =>
    (await call(browser, "GET /api/orders", { query: `?tab=${tab}&after=${after}` })).body;
  expect(await asked(desk, "waiting")).toMatchObject({
    orders: [
      { id, own: true, certificates: 1, state: "WAITING", reason: "KEY_COMPROMISE", ...PAPER },
      { id: second, own: false },
    ],
    next: null,
  });
  await decideOn(office, senior, id);
  expect(await asked(office, "waiting", id)).toMatchObject({ orders: [{ id: second, own: true }] });
  expect(await asked(office, "all")).toMatchObject({ orders: [{ id: second }, { id, state: "APPROVED" }] });
  expect(await asked(office, "all", second)).toMatchObject({ orders: [{ id }] });
  expect(await asked(desk, "nonsense", "' OR 1=1")).toMatchObject({ orders: [{ id: second }] });

  const { status, body } = await call(desk, "GET /api/orders/[id]", { id });
  expect(status).toBe(200);
  expect(body).toMatchObject({ id, certificates: [{ serial: named(employee).serial, slot: "SIGN" }] });
  expect(JSON.stringify(body)).not.toContain(employee.actor.iin);
  expect(JSON.stringify(body)).toContain(`••••••••${employee.actor.iin.slice(-4)}`);
  const nobodys = "019a0000-0000-7000-8000-000000000000";
  expect(codeOf(await call(desk, "GET /api/orders/[id]", { id: nobodys }))).toBe("NOT_FOUND");
  later(portal, 8 * DAY);
  const morning = await signedIn(portal, operator);
  expect(await asked(morning, "waiting")).toMatchObject({ orders: [] });
  expect(await asked(morning, "all")).toMatchObject({ orders: [{ id: second, state: "EXPIRED" }, { id }] });
});

it.each(OTHERS)("G2, B8: shows a holder of the template %s no order, be there one or not", async (template) => {
  const { portal, desk, operator, employee } = await scene();
  const { id } = await order(desk, operator, [named(employee)]);
  const browser = await signedIn(portal, await holder(portal, { template, bin: AUTHORITY }));
  expect(codeOf(await call(browser, "GET /api/orders"))).toBe("FORBIDDEN");
  for (const asked of [id, "019a0000-0000-7000-8000-000000000000"])
    expect(codeOf(await call(browser, "GET /api/orders/[id]", { id: asked }))).toBe("FORBIDDEN");
});

type Refused = readonly [name: string, code: string, act: (scene: Scene) => ReturnType<typeof decideOn>];

const REFUSED: readonly Refused[] = [
  [
    "an order over a serial that there is not",
    "NOT_FOUND",
    ({ desk, operator, employee }) => order(desk, operator, [{ ...named(employee), serial: "5a".repeat(20) }]),
  ],
  [
    "an order in which a serial differs from what was signed",
    "SIGNATURE_REFUSED",
    ({ desk, operator, employee }) =>
      order(desk, operator, [named(employee)], { over: { serials: [named(employee, "AUTH").serial] } }),
  ],
  [
    "an order in which the paper differs from what was signed",
    "SIGNATURE_REFUSED",
    ({ desk, operator, employee }) => order(desk, operator, [named(employee)], { over: { documentNumber: "1" } }),
  ],
  [
    "an order with another reason than was signed",
    "SIGNATURE_REFUSED",
    ({ desk, operator, employee }) => order(desk, operator, [named(employee)], { over: { reason: "SUPERSEDED" } }),
  ],
  [
    "an order on a paper of a day to come",
    "INPUT_INVALID",
    ({ desk, operator, employee }) =>
      order(desk, operator, [named(employee)], { over: { documentDate: "2036-01-01" } }),
  ],
  [
    "an order signed with the key for signing in",
    "SIGNATURE_NOT_YOURS",
    ({ desk, operator, employee }) => order(desk, operator, [named(employee)], { slot: "AUTH" }),
  ],
  [
    "another person's signature",
    "SIGNATURE_NOT_YOURS",
    ({ desk, operator, senior, employee }) => order(desk, operator, [named(employee)], { signer: senior }),
  ],
  [
    "a challenge for another purpose",
    "CHALLENGE_REFUSED",
    ({ desk, operator, employee }) => order(desk, operator, [named(employee)], { purpose: "REVOKE" }),
  ],
  [
    "an order to lift what is no hold",
    "NOT_ON_HOLD",
    ({ desk, operator, employee }) => order(desk, operator, [named(employee)], { reason: null }),
  ],
];

it.each(REFUSED)("D4: refuses %s", async (_, code, act) => {
  const stage = await scene();
  expect(codeOf(await act(stage))).toBe(code);
  expect(await stage.portal.owner.authorityOrder.count()).toBe(0);
});

it("D4: a second person's yes fits the one order that it was signed for", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const { id } = await order(desk, operator, [named(employee)]);
  const { id: other } = await order(desk, operator, [named(employee)]);
  expect(codeOf(await decideOn(office, senior, other, { about: id }))).toBe("SIGNATURE_REFUSED");
  const no = { verdict: "DECLINE", declinedFor: "Құжат жоқ" } as const;
  expect(codeOf(await decideOn(office, senior, id, { word: no, over: { declinedFor: "басқа" } }))).toBe(
    "SIGNATURE_REFUSED",
  );
  expect(codeOf(await decideOn(office, senior, id, { slot: "AUTH" }))).toBe("SIGNATURE_NOT_YOURS");
  expect(await stateOf(portal, id)).toBe("WAITING");
});

it("D4: an order is decided on once, whoever comes second and however often a document is sent", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const json = await orderBody(desk, operator, [named(employee)]);
  expect((await call(desk, "POST /api/orders", { json })).status).toBe(201);
  expect(codeOf(await call(desk, "POST /api/orders", { json }))).toBe("CHALLENGE_REFUSED");
  const { id } = await portal.owner.authorityOrder.findFirstOrThrow();
  const third = await holder(portal, { template: "SENIOR_OPERATOR", bin: AUTHORITY });
  const elsewhere = await signedIn(portal, third);
  const answers = await Promise.all([decideOn(office, senior, id), decideOn(elsewhere, third, id)]);
  expect(answers.map((answer) => codeOf(answer)).toSorted()).toEqual(["", "ORDER_NOT_WAITING"]);
  expect(codeOf(await decideOn(office, senior, id))).toBe("ORDER_NOT_WAITING");
  expect(await portal.owner.revocationOrder.count()).toBe(1);
});

it("declines with a reason, and nothing is revoked", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const { id } = await order(desk, operator, [named(employee)]);
  const word = { verdict: "DECLINE", declinedFor: "Қаулыда басқа адам аталған" } as const;
  expect((await decideOn(office, senior, id, { word })).status).toBe(204);
  await applyOrders(portal.issuing);
  expect(await statusOf(portal, named(employee))).toBe("GOOD");
  expect(await portal.owner.authorityOrder.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ state: "DECLINED", declinedFor: "Қаулыда басқа адам аталған", documentNumber: PAPER.documentNumber },
  });
  expect((await actions(portal)).at(-1)).toBe("authority-order-declined");
  expect(codeOf(await decideOn(office, senior, id))).toBe("ORDER_NOT_WAITING");
});

it("an order that nobody decides on within seven days ends, and the log says so", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const { id } = await order(desk, operator, [named(employee)]);
  later(portal, 7 * DAY);
  await expireOrders(portal.issuing);
  expect(await stateOf(portal, id)).toBe("WAITING");
  later(portal, 30 * 60_000);
  expect(codeOf(await decideOn(await signedIn(portal, senior), senior, id))).toBe("ORDER_EXPIRED");
  await expireOrders(portal.issuing);
  expect(await stateOf(portal, id)).toBe("EXPIRED");
  expect((await actions(portal)).at(-1)).toBe("authority-order-expired");
  expect(codeOf(await call(office, "POST /api/orders/[id]/decision", { id, json: {} }))).toBe("SIGNED_OUT");
});

it("D4: an order falls with the key that signed it, as long as it waits", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const { id } = await order(desk, operator, [named(employee)]);
  await revoke(desk, operator, [named(operator)]);
  await applyOrders(portal.issuing);
  expect(codeOf(await decideOn(office, senior, id))).toBe("NO_VALID_KEY");
  const word = { verdict: "DECLINE", declinedFor: "Кілт қайтарып алынған" } as const;
  expect((await decideOn(office, senior, id, { word })).status).toBe(204);
});

it("D2: a countersigned order counts however late the worker comes to it, with keys that are revoked meanwhile too", async () => {
  const { portal, desk, operator, office, senior, employee } = await scene();
  const { id } = await order(desk, operator, [named(employee)]);
  await decideOn(office, senior, id);
  later(portal, 6000);
  for (const [browser, by] of [
    [desk, operator],
    [office, senior],
  ] as const)
    await revoke(browser, by, [named(by)]);
  later(portal, 400 * DAY);
  await applyOrders(portal.issuing);
  expect(await statusOf(portal, named(employee))).toBe("KEY_COMPROMISE");
});

// ---------------------------------------------------------------------------------------------------- on hold

async function held(stage: Scene): Promise<void> {
  const { portal, desk, operator, office, senior, employee } = stage;
  const { id } = await order(desk, operator, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  await decideOn(office, senior, id);
  await applyOrders(portal.issuing);
}

it("D4: a hold by order is lifted by another order alone, neither by the holder nor by the senior manager", async () => {
  const stage = await scene();
  const { portal, desk, operator, office, senior, employee } = stage;
  await held(stage);
  expect(await statusOf(portal, named(employee))).toBe("CERTIFICATE_HOLD");
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const [own, managers] = [await signedIn(portal, employee), await signedIn(portal, manager)];
  expect(codeOf(await release(own, employee, named(employee), { slot: "AUTH" }))).toBe("HOLD_NOT_YOURS");
  expect(codeOf(await release(managers, manager, named(employee)))).toBe("HOLD_NOT_YOURS");

  const { id } = await order(desk, operator, [named(employee)], { reason: null });
  await decideOn(office, senior, id);
  await applyOrders(portal.issuing);
  expect(await statusOf(portal, named(employee))).toBe("GOOD");
  expect((await actions(portal)).at(-1)).toBe("certificate-released");
});

it("D4: the authority lifts no hold of a person, and a person none that the authority has ordered too", async () => {
  const stage = await scene();
  const { portal, desk, operator, employee } = stage;
  const own = await signedIn(portal, employee);
  await revoke(own, employee, [named(employee)], { reason: "CERTIFICATE_HOLD", slot: "AUTH" });
  await applyOrders(portal.issuing);
  expect(codeOf(await order(desk, operator, [named(employee)], { reason: null }))).toBe("HOLD_NOT_YOURS");
  await held(stage);
  expect(codeOf(await release(own, employee, named(employee), { slot: "AUTH" }))).toBe("HOLD_NOT_YOURS");
});

it("D4: an order to lift a hold that the worker comes to too late is refused, and the hold stays", async () => {
  const stage = await scene();
  const { portal, desk, operator, office, senior, employee } = stage;
  await held(stage);
  const { id } = await order(desk, operator, [named(employee)], { reason: null });
  expect(
    (await call(office, "POST /api/orders/[id]/decision", { id, json: await wordBody(office, senior, id) })).status,
  ).toBe(204);
  later(portal, 8 * DAY);
  await applyOrders(portal.issuing);
  expect(await statusOf(portal, named(employee))).toBe("CERTIFICATE_HOLD");
  expect(await outcomes(portal)).toEqual(["APPLIED", "ORDER_EXPIRED"]);
});
