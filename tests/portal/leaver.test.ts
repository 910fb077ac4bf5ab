import { expect, it } from "vitest";
import { keysOfLeaver } from "#portal/revocation/keys-of-leaver.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const OTHER_BIN = "150940999028";
const actorOf = ({ actor }: TestHolder) => ({ ...actor, certificateId: "" });

async function serialsOf({ owner }: World, ...holders: readonly TestHolder[]) {
  const where = { holderId: { in: holders.map(({ holderId }) => holderId) } };
  return (await owner.certificate.findMany({ where, orderBy: { id: "asc" } })).map(({ serial }) => serial);
}

it("D4: names all that somebody who has left can still use in the organisation, and nothing that is theirs elsewhere", async () => {
  const portal = await world();
  const { context } = portal.portal;
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  const { iin } = employee.actor;
  const second = await holder(portal, { iin, template: "HR" });
  await holder(portal, { iin, bin: OTHER_BIN });
  await holder(portal, { iin, template: "INDIVIDUAL" });
  const here = await serialsOf(portal, employee, second);
  const [first = "", gone = "", held = ""] = here;
  await portal.owner.certificate.updateMany({
    where: { serial: gone },
    data: { revokedAt: new Date(0), revocationReason: "SUPERSEDED" },
  });
  await portal.owner.certificate.updateMany({
    where: { serial: held },
    data: { revokedAt: new Date(0), revocationReason: "CERTIFICATE_HOLD" },
  });
  const named = await keysOfLeaver(context, actorOf(manager), first);
  expect(named.toSorted()).toEqual(here.filter((serial) => serial !== gone).toSorted());
  // of one's own, that key alone
  const [own = ""] = await serialsOf(portal, manager);
  expect(await keysOfLeaver(context, actorOf(manager), own)).toEqual([own]);
});

it("B8, D4: names nothing to a colleague, to another organisation's manager, or of a serial that is none", async () => {
  const portal = await world();
  const { context } = portal.portal;
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const stranger = await holder(portal, { template: "FIRST_HEAD", bin: OTHER_BIN });
  const colleague = await holder(portal, { template: "HR" });
  const [serial = ""] = await serialsOf(portal, await holder(portal));
  for (const [who, asked] of [
    [stranger, serial],
    [colleague, serial],
    [manager, "5a".repeat(20)],
  ] as const) {
    await expect(keysOfLeaver(context, actorOf(who), asked)).toRejectWithCode("NOT_FOUND");
  }
});
