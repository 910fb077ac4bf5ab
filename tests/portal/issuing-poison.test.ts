import { expect, it } from "vitest";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { confirmOne, request, withSigner } from "#tests/support/confirmed.ts";
import { holder, type World, world } from "#tests/support/world.ts";

const AT_ONCE = { interruptedMs: 0 };
const REQUESTS = 4;
/** Neither the first nor the last of the queue. */
const POISON = 1;

async function confirmedQueue() {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const numbers: string[] = [];
  for (let count = 0; count < REQUESTS; count++) numbers.push(await confirmOne(portal, manager, await holder(portal)));
  const poison = await request(portal, numbers[POISON] ?? "");
  const states = () => Promise.all(numbers.map(async (number) => (await request(portal, number)).state));
  return { portal, poison, states };
}

/** From now on the register fails whenever `table` is to hold this row; returns what heals it. */
async function poisonRow({ owner }: World, table: string, event: string, condition: string) {
  await owner.$executeRawUnsafe(
    "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$",
  );
  await owner.$executeRawUnsafe(
    `CREATE TRIGGER poison BEFORE ${event} ON ${table} FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION poison()`,
  );
  return () => owner.$executeRawUnsafe(`DROP TRIGGER poison ON ${table}`);
}

it.each([
  ["cannot be intended", "issuance_intent", "INSERT", "CONFIRMED", (id: string) => `NEW.request_id = '${id}'`],
  ["cannot begin", "key_request", "UPDATE", "CONFIRMED", (id: string) => `NEW.id = '${id}'`],
  ["cannot be stored", "certificate", "INSERT", "ISSUING", (id: string) => `NEW.request_id = '${id}'`],
  [
    "cannot be marked as issued",
    "key_request",
    "UPDATE",
    "ISSUING",
    (id: string) => `NEW.id = '${id}' AND NEW.state = 'ISSUED'`,
  ],
  [
    "cannot be audited",
    "audit_event",
    "INSERT",
    "ISSUING",
    (id: string) => `NEW.request_id = '${id}' AND NEW.action = 'request-issued'`,
  ],
])(
  "C9: a request that %s keeps no other waiting, and is issued when it can be",
  async (_, table, event, left, when) => {
    const { portal, poison, states } = await confirmedQueue();
    const heal = await poisonRow(portal, table, event, when(poison.id));

    await expect(issueConfirmed(portal.issuing)).rejects.toThrow("poison");
    expect(await states()).toEqual(["ISSUED", left, "ISSUED", "ISSUED"]);
    await expect(issueConfirmed(portal.issuing, AT_ONCE)).rejects.toThrow("poison");
    expect((await states())[POISON]).toBe(left);

    await heal();
    expect(await issueConfirmed(portal.issuing, AT_ONCE)).toBe(1);
    expect(await states()).toEqual(Array(REQUESTS).fill("ISSUED"));
    const { certificates, intents } = await request(portal, poison.number);
    expect([certificates.length, intents.length]).toEqual([2, 2]);
  },
  60_000,
);

it("C9: an interrupted request that cannot be taken over keeps no other waiting", async () => {
  const { portal, poison, states } = await confirmedQueue();
  const silent = withSigner(portal.issuing, { sign: () => Promise.reject(new TypeError("a test")) });
  await expect(issueConfirmed(silent)).rejects.toBeInstanceOf(AggregateError);
  const heal = await poisonRow(portal, "key_request", "UPDATE", `NEW.id = '${poison.id}'`);

  await expect(issueConfirmed(portal.issuing, AT_ONCE)).rejects.toThrow("poison");
  expect(await states()).toEqual(["ISSUED", "ISSUING", "ISSUED", "ISSUED"]);
  await heal();
  await issueConfirmed(portal.issuing, AT_ONCE);
  expect((await states())[POISON]).toBe("ISSUED");
});

it("C9: one signature that does not fit keeps no other request waiting", async () => {
  const { portal, poison, states } = await confirmedQueue();
  const { signer } = portal.authority;
  const wrong = withSigner(portal.issuing, {
    async sign(orders) {
      const own = await portal.owner.issuanceIntent.findMany({ where: { requestId: poison.id } });
      const signatures = await signer.sign(orders);
      return orders.map(({ serial }, at) =>
        own.some((intent) => intent.serial === serial) ? new Uint8Array(64) : (signatures[at] ?? new Uint8Array()),
      );
    },
  });
  await expect(issueConfirmed(wrong)).toRejectWithCode("SIGNER_ANSWER_WRONG");
  expect(await states()).toEqual(["ISSUED", "ISSUING", "ISSUED", "ISSUED"]);
  await issueConfirmed(portal.issuing, AT_ONCE);
  expect((await states())[POISON]).toBe("ISSUED");
});
