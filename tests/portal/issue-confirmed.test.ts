import { expect, it } from "vitest";
import { parseCertificate } from "#pki/certificate.ts";
import { beginIssuing } from "#portal/requests/begin-issuing.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { confirmOne, later, request } from "#tests/support/confirmed.ts";
import { decide } from "#tests/support/decide.ts";
import { confirmed, plant } from "#tests/support/one-confirmed.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { call } from "#tests/support/visitor.ts";
import { holder, type World, world } from "#tests/support/world.ts";

it("C4: issues to the byte what was put on record, for the keys that were asked for", async () => {
  const { portal, number } = await confirmed();
  expect(await issueConfirmed(portal.issuing)).toBe(1);
  const { certificates, intents, ...issued } = await request(portal, number);
  expect(issued.state).toBe("ISSUED");
  for (const { der, slot, serial } of certificates) {
    const certificate = parseCertificate(der);
    const intent = intents.find((each) => each.slot === slot);
    expect(new Uint8Array(certificate.tbs)).toEqual(new Uint8Array(intent?.tbs ?? []));
    expect(certificate.serial).toBe(serial);
    expect(new Uint8Array(certificate.spki)).toEqual(
      new Uint8Array(slot === "AUTH" ? issued.authSpki : issued.signSpki),
    );
  }
  expect(certificates).toHaveLength(2);
});

it("keeps nobody waiting for a request that is refused, and issues in the order of confirmation", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const numbers: string[] = [];
  for (let count = 0; count < 5; count++) {
    numbers.push(await confirmOne(portal, manager, await holder(portal)));
    later(portal, 1000);
  }
  await plant(portal, `UPDATE key_request SET email = 'x@example.kz' WHERE number = '${numbers[2]}'`);

  const begun = await beginIssuing(portal.issuing, { limit: 2 });
  const first = await portal.owner.keyRequest.findMany({
    where: { state: "ISSUING" },
    orderBy: { confirmedAt: "asc" },
  });
  expect(first.map(({ number }) => number)).toEqual(numbers.slice(0, 2));
  expect(begun).toHaveLength(4);
  await issueConfirmed(portal.issuing, { interruptedMs: 0 });
  const states = await Promise.all(numbers.map(async (number) => (await request(portal, number)).state));
  expect(states).toEqual(["ISSUED", "ISSUED", "REJECTED", "ISSUED", "ISSUED"]);
});

it("C7: hands out neither certificate before both are stored", async () => {
  const { portal, employee, number } = await confirmed();
  const desk = await signedIn(portal, employee);
  const fetch = async () => (await call(desk, "GET /api/requests/[number]/certificates", { number })).status;
  expect(await fetch()).toBe(409);
  await beginIssuing(portal.issuing, { limit: 1 });
  expect(await fetch()).toBe(409);
  await issueConfirmed(portal.issuing, { interruptedMs: 0 });
  expect(await fetch()).toBe(200);
});

it("C16: web can neither issue nor say that it was issued", async () => {
  const { portal, number } = await confirmed();
  const { db } = portal.portal.context;
  const { id } = await request(portal, number);
  await expect(db.keyRequest.update({ where: { id }, data: { state: "ISSUING" } })).rejects.toThrow();
  await expect(db.issuanceIntent.findFirst()).rejects.toThrow();
  await expect(db.$executeRaw`INSERT INTO certificate SELECT * FROM certificate`).rejects.toThrow();
  await expect(db.$executeRaw`UPDATE certificate SET revoked_at = NULL`).rejects.toThrow();
  await expect(db.$executeRaw`DELETE FROM audit_event`).rejects.toThrow();
});

it("F1: a change of state whose audit row cannot be written does not happen", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  await portal.owner.$executeRawUnsafe(
    "CREATE FUNCTION no_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.action = current_setting('tanba.fault') THEN RAISE 'no audit'; END IF; RETURN NEW; END $$",
  );
  await portal.owner.$executeRawUnsafe(
    "CREATE TRIGGER no_audit BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION no_audit()",
  );
  const fail = (action: string) =>
    portal.owner.$executeRawUnsafe(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET tanba.fault = %L', current_database(), '${action}'); END $$`,
    );
  await fail("nothing");
  await reconnect(portal);
  const desk = await signedIn(portal, employee);
  const office = await signedIn(portal, manager);

  await fail("request-submitted");
  await reconnect(portal);
  expect((await submit(desk, employee)).status).toBe(500);
  expect(await portal.owner.keyRequest.count({ where: { documentId: { not: null } } })).toBe(0);

  await fail("request-confirmed");
  await reconnect(portal);
  const { number } = await submit(desk, employee);
  expect((await decide(office, manager, number)).status).toBe(500);
  expect((await request(portal, number)).state).toBe("SUBMITTED");

  await fail("request-issued");
  await reconnect(portal);
  await decide(office, manager, number);
  await expect(issueConfirmed(portal.issuing)).rejects.toThrow();
  expect(await request(portal, number)).toMatchObject({ state: "ISSUING", certificates: [] });

  await fail("nothing");
  await reconnect(portal);
  await issueConfirmed(portal.issuing, { interruptedMs: 0 });
  const issued = await request(portal, number);
  const actions = await portal.owner.auditEvent.findMany({ where: { requestId: issued.id }, orderBy: { seq: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual([
    "request-submitted",
    "request-confirmed",
    "request-issuing",
    "request-issued",
  ]);
});

/** A setting of the database holds for new connections. */
async function reconnect({ owner, portal, issuing }: World): Promise<void> {
  for (const db of [owner, portal.context.db, issuing.db]) await db.$disconnect();
}
