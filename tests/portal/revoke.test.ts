import { expect, it } from "vitest";
import { shardFor } from "#ca/shards.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { CRL_SHARDS } from "#tests/support/authority.ts";
import { confirmOne, later, request } from "#tests/support/confirmed.ts";
import { reissueBody, submit } from "#tests/support/reissue.ts";
import { named, release, revocationBody, revoke } from "#tests/support/revocation.ts";
import { signedIn, signIn } from "#tests/support/sign-in.ts";
import { receiveCode } from "#tests/support/step-up.ts";
import { call, codeOf, type Visitor, visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const OTHER_BIN = "150940999028";

interface Scene {
  readonly portal: World;
  readonly employee: TestHolder;
  readonly manager: TestHolder;
  readonly desk: Visitor;
  readonly office: Visitor;
}

async function scene(): Promise<Scene> {
  const portal = await world();
  const [employee, manager] = [await holder(portal), await holder(portal, { template: "FIRST_HEAD" })];
  return { portal, employee, manager, desk: await signedIn(portal, employee), office: await signedIn(portal, manager) };
}

const apply = ({ issuing }: World) => applyOrders(issuing);

const statusOf = async ({ owner }: World, { serial }: { readonly serial: string }) => {
  const { revokedAt, revocationReason } = await owner.certificate.findFirstOrThrow({ where: { serial } });
  return revokedAt === null ? "GOOD" : `${revocationReason} ${revokedAt.toISOString()}`;
};
const revokedFor = (portal: World, reason: string) => `${reason} ${portal.clock.now().toISOString()}`;

const outcomes = async ({ owner }: World) =>
  (await owner.revocationOrder.findMany({ orderBy: { orderedAt: "asc" } })).map(
    ({ outcome, refusedFor }) => refusedFor ?? outcome ?? "PENDING",
  );

type Who = readonly [name: string, act: (scene: Scene) => Promise<readonly [status: number, code: string]>];
const told = async (answer: ReturnType<typeof revoke>) => {
  const { status, ...rest } = await answer;
  return [status, codeOf({ status, ...rest })] as const;
};

const MAY: readonly Who[] = [
  ["the holder, with the signing key", ({ desk, employee }) => told(revoke(desk, employee, [named(employee)]))],
  [
    "the holder who has lost the signing key, with the key for signing in",
    ({ desk, employee }) => told(revoke(desk, employee, [named(employee)], { slot: "AUTH" })),
  ],
  [
    "the same person in another capacity",
    async ({ portal, employee }) => {
      const alone = await holder(portal, { template: "INDIVIDUAL", iin: employee.actor.iin });
      return told(revoke(await signedIn(portal, alone), alone, [named(employee)]));
    },
  ],
  ["the senior manager", ({ office, manager, employee }) => told(revoke(office, manager, [named(employee)]))],
];

it.each(MAY)("D4: %s may revoke", async (_, act) => {
  const stage = await scene();
  expect(await act(stage)).toEqual([202, ""]);
  expect(await statusOf(stage.portal, named(stage.employee))).toBe("GOOD");
  await apply(stage.portal);
  expect(await statusOf(stage.portal, named(stage.employee))).toBe(revokedFor(stage.portal, "SUPERSEDED"));
  expect(await outcomes(stage.portal)).toEqual(["APPLIED"]);
});

const by = async (portal: World, who: TestHolder, employee: TestHolder) =>
  told(revoke(await signedIn(portal, who), who, [named(employee)]));

const MAY_NOT: readonly Who[] = [
  ["a stranger", async ({ portal, employee }) => by(portal, await holder(portal, { bin: OTHER_BIN }), employee)],
  ["a colleague", async ({ portal, employee }) => by(portal, await holder(portal), employee)],
  [
    "a colleague from HR",
    async ({ portal, employee }) => by(portal, await holder(portal, { template: "HR" }), employee),
  ],
  [
    "another organisation's senior manager",
    async ({ portal, employee }) =>
      by(portal, await holder(portal, { template: "FIRST_HEAD", bin: OTHER_BIN }), employee),
  ],
  [
    "an employee, of the senior manager's",
    ({ desk, employee, manager }) => told(revoke(desk, employee, [named(manager)])),
  ],
  [
    "the senior manager, of an individual's",
    async ({ portal, office, manager, employee }) => {
      const alone = await holder(portal, { template: "INDIVIDUAL", iin: employee.actor.iin });
      return told(revoke(office, manager, [named(alone)]));
    },
  ],
  [
    "anybody, of a serial that there is not",
    ({ desk, employee }) => told(revoke(desk, employee, [{ ...named(employee), serial: "5a".repeat(20) }])),
  ],
  [
    "anybody, of one of theirs along with one of another's",
    ({ desk, employee, manager }) => told(revoke(desk, employee, [named(employee), named(manager)])),
  ],
];

it.each(MAY_NOT)("D4, B8: %s is told the same as of a serial that there is not", async (_, act) => {
  const stage = await scene();
  expect(await act(stage)).toEqual([404, "NOT_FOUND"]);
  expect(await stage.portal.owner.revocationOrder.count()).toBe(0);
  expect(await stage.portal.owner.signedDocument.count()).toBe(0);
});

const REFUSED: readonly (readonly [name: string, code: string, act: (scene: Scene) => ReturnType<typeof revoke>])[] = [
  [
    "a document in which a serial differs",
    "SIGNATURE_REFUSED",
    ({ desk, employee }) =>
      revoke(desk, employee, [named(employee)], { over: { serials: [named(employee, "AUTH").serial] } }),
  ],
  [
    "a document about more certificates than are sent",
    "SIGNATURE_REFUSED",
    ({ desk, employee }) =>
      revoke(desk, employee, [named(employee), named(employee, "AUTH")], {
        over: { serials: [named(employee).serial] },
      }),
  ],
  [
    "a document with another reason",
    "SIGNATURE_REFUSED",
    ({ desk, employee }) => revoke(desk, employee, [named(employee)], { over: { reason: "KEY_COMPROMISE" } }),
  ],
  [
    "a document in another language",
    "SIGNATURE_REFUSED",
    ({ desk, employee }) => revoke(desk, employee, [named(employee)], { over: { language: "en" } }),
  ],
  [
    "a document for another origin",
    "SIGNATURE_REFUSED",
    ({ desk, employee }) =>
      revoke(desk, employee, [named(employee)], { text: (text) => text.replace("tanba.test", "tanba.example") }),
  ],
  [
    "a challenge for another purpose",
    "CHALLENGE_REFUSED",
    ({ desk, employee }) => revoke(desk, employee, [named(employee)], { purpose: "CANCEL" }),
  ],
  [
    "another person's signature",
    "SIGNATURE_NOT_YOURS",
    ({ desk, employee, manager }) =>
      revoke(desk, employee, [named(employee)], { signer: manager.keys.SIGN, signerDer: manager.certificates.SIGN }),
  ],
  [
    "the senior manager's key for signing in, over others' certificates",
    "SIGNATURE_NOT_YOURS",
    ({ office, manager, employee }) => revoke(office, manager, [named(employee)], { slot: "AUTH" }),
  ],
];

it.each(REFUSED)("D4: refuses %s", async (_, code, act) => {
  const stage = await scene();
  expect(codeOf(await act(stage))).toBe(code);
  expect(await stage.portal.owner.revocationOrder.count()).toBe(0);
});

it("B9: over others' keys it takes a code, and over one's own none", async () => {
  const { desk, office, employee, manager, portal } = await scene();
  const withoutCode = { withoutCode: true } as const;
  expect(codeOf(await revoke(office, manager, [named(employee)], withoutCode))).toBe("CODE_REQUIRED");
  expect(codeOf(await revoke(office, manager, [named(manager), named(employee)], withoutCode))).toBe("CODE_REQUIRED");
  const code = await receiveCode(office, "REVOKE", "another order");
  expect(codeOf(await revoke(office, manager, [named(employee)], { ...withoutCode, over: { code } }))).toBe(
    "CODE_REQUIRED",
  );
  expect(await portal.owner.revocationOrder.count()).toBe(0);
  expect((await revoke(office, manager, [named(manager, "AUTH")], withoutCode)).status).toBe(202);
  expect((await revoke(desk, employee, [named(employee)], withoutCode)).status).toBe(202);
});

it("D4: a document that was sent once is refused the second time", async () => {
  const { portal, desk, employee } = await scene();
  const json = await revocationBody(desk, employee, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  expect((await call(desk, "POST /api/revocations", { json })).status).toBe(202);
  expect(codeOf(await call(desk, "POST /api/revocations", { json }))).toBe("CHALLENGE_REFUSED");
  expect(await portal.owner.revocationOrder.count()).toBe(1);
});

it("D4: a key that is revoked or on hold revokes nothing", async () => {
  const { portal, desk, employee } = await scene();
  await revoke(desk, employee, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  await apply(portal);
  expect(codeOf(await revoke(desk, employee, [named(employee, "AUTH")]))).toBe("NO_VALID_KEY");
});

it("D3, D4: a second revocation changes nothing, and the reason only to the compromise of the key", async () => {
  const { portal, office, manager, employee } = await scene();
  const first = revokedFor(portal, "SUPERSEDED");
  for (const reason of ["SUPERSEDED", "CESSATION_OF_OPERATION", "CERTIFICATE_HOLD"] as const) {
    expect((await revoke(office, manager, [named(employee)], { reason })).status).toBe(202);
    await apply(portal);
    expect(await statusOf(portal, named(employee)), reason).toBe(first);
    later(portal, 1000);
  }
  await revoke(office, manager, [named(employee)], { reason: "KEY_COMPROMISE" });
  await apply(portal);
  const upgraded = first.replace("SUPERSEDED", "KEY_COMPROMISE");
  expect(await statusOf(portal, named(employee))).toBe(upgraded);
  later(portal, 1000);
  await revoke(office, manager, [named(employee)], { reason: "AFFILIATION_CHANGED" });
  await apply(portal);
  expect(await statusOf(portal, named(employee))).toBe(upgraded);
  expect(await outcomes(portal)).toEqual(["APPLIED", "UNCHANGED", "UNCHANGED", "APPLIED", "UNCHANGED"]);
});

it("revokes several certificates with one signature, and asks for the list of each shard once", async () => {
  const { portal, office, manager, employee } = await scene();
  const colleague = await holder(portal);
  const all = [named(employee), named(employee, "AUTH"), named(colleague), named(manager, "AUTH")];
  expect((await revoke(office, manager, all)).status).toBe(202);
  await apply(portal);
  for (const each of all) expect(await statusOf(portal, each)).toBe(revokedFor(portal, "SUPERSEDED"));
  expect(await statusOf(portal, named(colleague, "AUTH"))).toBe("GOOD");
  const jobs = await portal.owner.$queryRaw<{ key: string }[]>`
    SELECT key FROM graphile_worker.jobs WHERE key LIKE 'publish-crl-%' ORDER BY key`;
  const shards = new Set(all.map(({ serial }) => shardFor(serial, CRL_SHARDS)));
  expect(jobs.map(({ key }) => key)).toEqual([...shards].map((shard) => `publish-crl-${shard}`).toSorted());
});

it("tells the holder what became of the order", async () => {
  const { portal, desk, employee, office } = await scene();
  const { body } = await revoke(desk, employee, [named(employee)]);
  const [{ serial }, ask] = [named(employee), () => call(desk, "GET /api/revocations")];
  expect((await ask()).body).toEqual({ orders: [{ ...Object(body), serial, state: "PENDING" }] });
  await apply(portal);
  expect((await ask()).body).toEqual({ orders: [{ ...Object(body), serial, state: "APPLIED" }] });
  expect((await call(office, "GET /api/revocations")).body).toEqual({ orders: [] });
});

// ---------------------------------------------------------------------------------------------------- on hold

it("D3: a hold is lifted by the holder's other key, and the certificate is good again", async () => {
  const { portal, desk, employee } = await scene();
  await revoke(desk, employee, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  await apply(portal);
  expect(await statusOf(portal, named(employee))).toBe(revokedFor(portal, "CERTIFICATE_HOLD"));
  expect(codeOf(await release(desk, employee, named(employee)))).toBe("NO_VALID_KEY");
  expect((await release(desk, employee, named(employee), { slot: "AUTH" })).status).toBe(202);
  await apply(portal);
  expect(await statusOf(portal, named(employee))).toBe("GOOD");
});

it("a hold becomes a revocation for another reason, of the day of the hold", async () => {
  const { portal, desk, employee } = await scene();
  const held = revokedFor(portal, "CERTIFICATE_HOLD");
  await revoke(desk, employee, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  await apply(portal);
  later(portal, 60_000);
  await revoke(desk, employee, [named(employee)], { reason: "KEY_COMPROMISE", slot: "AUTH" });
  await apply(portal);
  expect(await statusOf(portal, named(employee))).toBe(held.replace("CERTIFICATE_HOLD", "KEY_COMPROMISE"));
  expect(codeOf(await release(desk, employee, named(employee), { slot: "AUTH" }))).toBe("NOT_ON_HOLD");
});

it("D4: whoever put a certificate on hold lifts the hold, and nobody else", async () => {
  const { portal, desk, employee, office, manager } = await scene();
  await revoke(office, manager, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  await apply(portal);
  const stranger = await holder(portal, { template: "FIRST_HEAD", bin: OTHER_BIN });
  const elsewhere = await signedIn(portal, stranger);
  expect(codeOf(await release(desk, employee, named(employee), { slot: "AUTH" }))).toBe("HOLD_NOT_YOURS");
  expect(codeOf(await release(elsewhere, stranger, named(employee)))).toBe("NOT_FOUND");
  expect(codeOf(await release(office, manager, named(employee), { slot: "AUTH" }))).toBe("SIGNATURE_NOT_YOURS");
  expect((await release(office, manager, named(employee))).status).toBe(202);
  await apply(portal);
  expect(await statusOf(portal, named(employee))).toBe("GOOD");

  await revoke(desk, employee, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  await apply(portal);
  expect(codeOf(await release(office, manager, named(employee)))).toBe("HOLD_NOT_YOURS");
});

it("D4: an order to lift a hold that the worker comes to too late is refused, and the hold stays", async () => {
  const { portal, desk, employee } = await scene();
  await revoke(desk, employee, [named(employee)], { reason: "CERTIFICATE_HOLD" });
  await apply(portal);
  const held = await statusOf(portal, named(employee));
  await release(desk, employee, named(employee), { slot: "AUTH" });
  later(portal, 31 * 60_000);
  await apply(portal);
  expect(await statusOf(portal, named(employee))).toBe(held);
  expect(await outcomes(portal)).toEqual(["APPLIED", "CHALLENGE_REFUSED"]);
});

it("D2: an order to revoke counts however late the worker comes to it, with a key that is revoked meanwhile too", async () => {
  const { portal, desk, employee } = await scene();
  await revoke(desk, employee, [named(employee)]);
  await revoke(desk, employee, [named(employee, "AUTH")], { slot: "SIGN" }).then(({ status }) =>
    expect(status).toBe(202),
  );
  later(portal, 400 * 86_400_000);
  await apply(portal);
  expect(await outcomes(portal)).toEqual(["APPLIED", "APPLIED"]);
});

// ---------------------------------------------------------------------------------------------------- what else ends

it("A9: a session ends with the order to revoke the key that it was opened with, and stays ended", async () => {
  const { portal, desk, employee } = await scene();
  const second = await signedIn(portal, employee);
  expect((await revoke(desk, employee, [named(employee, "AUTH")])).status).toBe(202);
  for (const browser of [desk, second]) expect((await call(browser, "GET /api/session")).status).toBe(401);
  await apply(portal);
  for (const browser of [desk, second]) expect((await call(browser, "GET /api/session")).status).toBe(401);
  expect(codeOf(await signIn(visitor(portal), employee))).toBe("CERTIFICATE_REVOKED");
});

it("A9: a session goes on when only the signing key is revoked", async () => {
  const { portal, desk, employee } = await scene();
  await revoke(desk, employee, [named(employee)]);
  await apply(portal);
  expect((await call(desk, "GET /api/session")).status).toBe(200);
});

it.each(["SUBMITTED", "CONFIRMED"])(
  "D15, B7: a request that is %s dies with the key it was signed with",
  async (state) => {
    const { portal, desk, employee, manager } = await scene();
    const number =
      state === "SUBMITTED" ? (await submit(desk, employee)).number : await confirmOne(portal, manager, employee);
    const colleague = await holder(portal);
    const { number: others } = await submit(await signedIn(portal, colleague), colleague);
    await revoke(desk, employee, [named(employee)]);
    await apply(portal);
    expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: "CERTIFICATE_REVOKED" });
    expect(await request(portal, others)).toMatchObject({ state: "SUBMITTED" });
    const events = await portal.owner.auditEvent.findMany({ where: { action: "request-rejected" } });
    expect(events).toHaveLength(1);
  },
);

it("B7: a request that came in just after its key was revoked is swept up", async () => {
  const { portal, desk, employee } = await scene();
  const { number } = await submit(desk, employee);
  await portal.owner.certificate.updateMany({
    where: { serial: named(employee).serial },
    data: { revokedAt: portal.clock.now(), revocationReason: "SUPERSEDED" },
  });
  await apply(portal);
  expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: "CERTIFICATE_REVOKED" });
});

it("D14: a compromised key is blocked for ever: it has one certificate, that is revoked, and there will be no other", async () => {
  const { portal, desk, employee } = await scene();
  await revoke(desk, employee, [named(employee, "AUTH"), named(employee)], { reason: "KEY_COMPROMISE" });
  await apply(portal);
  for (const slot of ["AUTH", "SIGN"] as const) {
    const thief = await holder(portal, { template: "INDIVIDUAL" });
    const browser = await signedIn(portal, thief);
    for (const place of ["AUTH", "SIGN"] as const) {
      const own = (await reissueBody(browser, thief)).keys;
      const answer = await submit(browser, thief, { keys: { ...own, [place]: employee.keys[slot] } });
      expect(codeOf(answer), `${slot} as ${place}`).toBe("KEY_REUSED");
    }
  }
  const bySpki = await portal.owner.certificate.groupBy({ by: ["spkiSha256"], _count: true });
  expect(bySpki.filter(({ _count }) => _count > 1)).toEqual([]);
  expect(await portal.owner.certificate.count({ where: { revocationReason: "KEY_COMPROMISE" } })).toBe(2);
});
