import { expect, it } from "vitest";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { decideOn, order } from "#tests/support/orders.ts";
import { named } from "#tests/support/revocation.ts";
import { ATTACKS } from "./order-attacks.ts";
import { plain, plant, type Scene, scene, withheldOrder, withheldWord } from "./stolen-web-orders.ts";

/*
 * What somebody who has taken over the web process can do with orders of the authority: everything that its database role
 * can, with whatever its staff have signed in good faith. Each is tried twice: with the rights of `web`, where the register
 * itself refuses most of it, and as if there were no triggers, where the worker is alone.
 */

/** As if the register had no triggers of its own but what its form is. */
async function withoutGuards({ portal }: Scene): Promise<void> {
  for (const table of ["authority_order", "revocation_order"]) {
    await portal.owner.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER guard_new`);
  }
  await portal.owner.$executeRawUnsafe("ALTER TABLE authority_order DISABLE TRIGGER guard");
  // the hash is the register's own work, and not what is tried here
  await portal.owner.$executeRawUnsafe(
    "ALTER TABLE authority_order ALTER COLUMN text_sha256 SET DEFAULT sha256(gen_random_uuid()::text::bytea)",
  );
}

const refusals = async ({ portal }: Scene) =>
  (await portal.owner.revocationOrder.findMany({ where: { outcome: "REFUSED" } })).map(({ refusedFor }) => refusedFor);
const statuses = async ({ portal }: Scene) =>
  (await portal.owner.certificate.findMany({ orderBy: { serial: "asc" } })).map(
    ({ serial, revocationReason }) => `${serial} ${revocationReason}`,
  );

it("D4: the thief's tools are no worse than the use cases: what two did sign is done", async () => {
  const stage = await scene();
  await plant(stage.portal.portal.context.db, stage.portal.clock.now(), await plain(stage));
  await applyOrders(stage.portal.issuing);
  expect(await statuses(stage)).toContain(`${named(stage.employee).serial} KEY_COMPROMISE`);
});

it.each(ATTACKS)("D4, B16: web plants in vain %s", async (_, register, code, attack) => {
  const stage = await scene();
  const { portal } = stage;
  const planted = await attack(stage);
  const before = await statuses(stage);
  const planting = plant(portal.portal.context.db, portal.clock.now(), planted);
  if (register === "the worker alone") await planting;
  else await expect(planting).rejects.toThrow(register);
  await applyOrders(portal.issuing);
  expect([...new Set(await refusals(stage))]).toEqual(register === "the worker alone" ? [code] : []);
  expect(await statuses(stage)).toEqual(before);
});

it.each(ATTACKS.filter(([, register]) => register !== "the worker alone"))(
  "D4, B16: the worker alone, without the register's own guards, does nothing on %s",
  async (_, __, code, attack) => {
    const stage = await scene();
    const { portal } = stage;
    const planted = await attack(stage);
    const before = await statuses(stage);
    await withoutGuards(stage);
    await plant(portal.portal.context.db, portal.clock.now(), planted);
    await applyOrders(portal.issuing);
    expect([...new Set(await refusals(stage))]).toEqual([code]);
    expect(await statuses(stage)).toEqual(before);
  },
);

it("D4, B14: a copy of an order is refused, be it declined, done, or waiting", async () => {
  const stage = await scene();
  const { portal, desk, operator, office, senior, employee } = stage;
  const { id } = await order(desk, operator, [named(employee)]);
  await decideOn(office, senior, id, { word: { verdict: "DECLINE", declinedFor: "Құжат жоқ" } });
  const { document } = await portal.owner.authorityOrder.findUniqueOrThrow({
    where: { id },
    include: { document: true },
  });
  const about = [named(employee)];
  const first = { text: document.text, cms: document.cms, signer: named(operator) };
  const copy = { about, first, second: await withheldWord(office, senior, about, first) };
  const planting = plant(portal.portal.context.db, portal.clock.now(), copy);
  await expect(planting).rejects.toThrow(/authority_order_text_sha256_key|Unique constraint/);
});

it("D4: what was ordered once is not played again after its hold was lifted", async () => {
  const stage = await scene();
  const { portal, desk, operator, office, senior, employee } = stage;
  const about = [named(employee)];
  const reason = "CERTIFICATE_HOLD";
  const first = await withheldOrder(desk, operator, about, { reason });
  const held = { about, first, reason, second: await withheldWord(office, senior, about, first, { reason }) } as const;
  await plant(portal.portal.context.db, portal.clock.now(), held);
  await applyOrders(portal.issuing);
  const { id } = await order(desk, operator, about, { reason: null });
  await decideOn(office, senior, id);
  await applyOrders(portal.issuing);
  const free = await statuses(stage);
  await withoutGuards(stage);
  await plant(portal.portal.context.db, portal.clock.now(), held);
  await applyOrders(portal.issuing);
  expect(await statuses(stage)).toEqual(free);
  expect(await refusals(stage)).toEqual(["CHALLENGE_REFUSED"]);
});

it("D4, F5: web neither ends an order by itself, nor takes one back, nor changes or adds to what was signed", async () => {
  const stage = await scene();
  const { portal, desk, operator, office, senior, employee } = stage;
  const { id } = await order(desk, operator, [named(employee)]);
  const { db } = portal.portal.context;
  const asWeb = (sql: string) => db.$executeRawUnsafe(sql);
  await expect(asWeb("UPDATE authority_order SET state = 'EXPIRED'")).rejects.toThrow(/the worker's word/);
  await expect(asWeb("UPDATE authority_order SET reason = 'SUPERSEDED'")).rejects.toThrow(/permission denied/);
  await expect(asWeb("DELETE FROM authority_order")).rejects.toThrow(/permission denied/);
  await expect(asWeb("DELETE FROM authority_order_certificate")).rejects.toThrow(/permission denied/);
  const oneMore = `INSERT INTO authority_order_certificate (order_id, certificate_id)
    SELECT '${id}', c.id FROM certificate c JOIN holder h ON h.id = c.holder_id WHERE h.template = 'SENIOR_OPERATOR'`;
  await expect(asWeb(oneMore)).rejects.toThrow(/stands already/);
  const declined = await decideOn(office, senior, id, { word: { verdict: "DECLINE", declinedFor: "Құжат жоқ" } });
  expect(declined.status).toBe(204);
  await expect(asWeb(oneMore)).rejects.toThrow(/stands already/);
  const again =
    "UPDATE authority_order SET state = 'WAITING', decision_id = NULL, decided_at = NULL, declined_for = NULL";
  await expect(asWeb(again)).rejects.toThrow(/never changes/);
  await expect(portal.owner.$executeRawUnsafe(again)).rejects.toThrow(/never changes/);
});
