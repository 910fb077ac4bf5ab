import pg from "pg";
import { expect, it, vi } from "vitest";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";
import { eventually, startStatus } from "../start-status.ts";
import { askLive } from "./ask-live.ts";

// a process of ours in each, and its keys through the authority
vi.setConfig({ testTimeout: 60_000 });

/** The real time: the process knows no other, and its key's certificate has to be in force. */
const now = new Date();

async function order(here: World, employee: TestHolder): Promise<void> {
  const both = [named(employee), named(employee, "AUTH")];
  expect((await revoke(await signedIn(here, employee), employee, both)).status).toBe(202);
}

async function live(here: World) {
  const { at } = await startStatus(here);
  const issuer = here.authority.issuer.certificate;
  return {
    at,
    statusOf: async (serial: string, kept = true) => (await askLive(at("/ocsp"), issuer, serial, { kept }))?.status,
  };
}

/** From now on Postgres tells nobody that a status has changed, as if its word were always still underway. */
async function silence(here: World): Promise<void> {
  for (const table of ["certificate", "revocation_order"]) {
    await here.owner.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER tell_changed`);
  }
}

it("D1: the very first answer after an order was done says so, before Postgres has told of it", async () => {
  const here = await world({ now });
  const [employee, colleague] = [await holder(here), await holder(here)];
  const { statusOf } = await live(here);
  const [sign, auth] = [named(employee), named(employee, "AUTH")];
  expect(await statusOf(sign.serial)).toBe("good");

  await order(here, employee);
  // what Postgres tells comes in the order in which it was committed: who knows of this, knows of the order
  const other = named(colleague).serial;
  const { id } = await here.owner.certificate.findFirstOrThrow({ where: { serial: other } });
  await here.owner.$transaction((tx) => revokeCertificate(tx, { certificateId: id, reason: "SUPERSEDED", at: now }));
  await eventually(
    () => statusOf(other),
    (status) => status === "revoked",
  );
  expect(await statusOf(sign.serial)).toBe("good");

  await silence(here);
  await applyOrders(here.issuing);
  expect(await statusOf(sign.serial)).toBe("revoked");
  expect(await statusOf(auth.serial, false)).toBe("revoked");
});

it("D1: the same for an order that had waited since before the process began", async () => {
  const here = await world({ now });
  const employee = await holder(here);
  await order(here, employee);
  const { statusOf } = await live(here);
  expect(await statusOf(named(employee).serial)).toBe("good");
  await silence(here);
  await applyOrders(here.issuing);
  expect(await statusOf(named(employee).serial)).toBe("revoked");
});

it("D13: about a certificate with an order, goes on from what it knows while the register is away or hangs", async () => {
  const here = await world({ now });
  const employee = await holder(here);
  await order(here, employee);
  const { at, statusOf } = await live(here);
  const { serial } = named(employee);

  const owner = new pg.Client({ connectionString: here.database.url });
  await owner.connect();
  await owner.query("BEGIN");
  await owner.query("LOCK TABLE revocation_order IN ACCESS EXCLUSIVE MODE");
  expect(await Promise.all(Array.from({ length: 50 }, () => statusOf(serial)))).toEqual(Array(50).fill("good"));
  await owner.query("ROLLBACK");

  const name = new URL(here.database.url).pathname.slice(1);
  await owner.query(`REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC, tanba_status`);
  await owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'tanba_status' AND datname = $1",
    [name],
  );
  await eventually(
    async () => (await fetch(at("/health/ready"))).text(),
    (text) => text.includes("last read"),
  );
  await applyOrders(here.issuing);
  expect(await statusOf(serial)).toBe("good");

  await owner.query(`GRANT CONNECT ON DATABASE ${name} TO PUBLIC`);
  await owner.end();
  expect(
    await eventually(
      () => statusOf(serial),
      (status) => status === "revoked",
    ),
  ).toBe("revoked");
});
