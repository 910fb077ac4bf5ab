import { expect, it } from "vitest";
import { CaError } from "#ca/error.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { beginIssuing } from "#portal/requests/begin-issuing.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { confirmOne, later, request, withSigner } from "#tests/support/confirmed.ts";
import { call, decide, signedIn, submit } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

interface Confirmed {
  readonly portal: World;
  readonly manager: TestHolder;
  readonly employee: TestHolder;
  readonly number: string;
}

/** A world with one employee's request that the senior manager has confirmed. */
async function confirmed(): Promise<Confirmed> {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const employee = await holder(portal);
  return { portal, manager, employee, number: await confirmOne(portal, manager, employee) };
}

/** The owner alone can plant such things; triggers are off so that a stolen database is shown at its worst. */
async function plant({ owner }: World, sql: string): Promise<void> {
  await owner.$transaction([
    owner.$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
    owner.$executeRawUnsafe(sql),
  ]);
}

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

it.each([
  [
    "the replaced certificate is revoked",
    `UPDATE certificate SET revoked_at = now(), revocation_reason = 'SUPERSEDED' WHERE id IN (SELECT replaces_id FROM key_request WHERE number = $)`,
    "NO_VALID_KEY",
  ],
  [
    "the holder is blocked",
    `UPDATE holder SET blocked_at = now() WHERE id IN (SELECT holder_id FROM key_request WHERE number = $)`,
    "HOLDER_BLOCKED",
  ],
])("B7: issues nothing when %s between confirmation and issue", async (_, sql, code) => {
  const { portal, number } = await confirmed();
  await portal.owner.$executeRawUnsafe(sql.replace("$", `'${number}'`));
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({
    state: "REJECTED",
    rejectedFor: code,
    certificates: [],
    intents: [],
  });
});

it("B7: issues nothing when the replaced certificate ended between confirmation and issue", async () => {
  const { portal, number } = await confirmed();
  later(portal, 366 * 86_400_000);
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: "NO_VALID_KEY" });
});

it.each([
  ["is revoked", `UPDATE certificate SET revoked_at = now(), revocation_reason = 'KEY_COMPROMISE' WHERE holder_id = $`],
  ["has lost the role", `UPDATE holder SET template = 'EMPLOYEE' WHERE id = $`],
  ["is blocked", `UPDATE holder SET blocked_at = now() WHERE id = $`],
])("B13: issues nothing when the manager's word came from one who %s meanwhile", async (_, sql) => {
  const { portal, manager, number } = await confirmed();
  await portal.owner.$executeRawUnsafe(sql.replace("$", `'${manager.holderId}'`));
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: "FORBIDDEN" });
});

it.each([
  ["a confirmation that nobody signed", "DELETE FROM decision", "FORBIDDEN"],
  [
    "a confirmation of another organisation",
    "UPDATE holder SET organisation_id = gen_random_uuid() WHERE template = 'FIRST_HEAD'",
    "FORBIDDEN",
  ],
  [
    "a confirmation by the applicant",
    "UPDATE holder SET person_id = (SELECT person_id FROM holder WHERE template = 'EMPLOYEE') WHERE template = 'FIRST_HEAD'",
    "OWN_REQUEST",
  ],
  [
    "another text than the one confirmed",
    "UPDATE signed_document SET text = replace(text, 'EMPLOYEE', 'FIRST_HEAD') WHERE purpose = 'CONFIRM'",
    "SIGNATURE_REFUSED",
  ],
  [
    "another form than the one signed",
    "UPDATE signed_document SET text = replace(text, 'PERSONAL_COMPUTER', 'KAZTOKEN') WHERE purpose = 'REISSUE'",
    "SIGNATURE_REFUSED",
  ],
  ["another storage", "UPDATE key_request SET storage = 'KAZTOKEN'", "SIGNATURE_REFUSED"],
  ["another e-mail", "UPDATE key_request SET email = 'thief@example.kz'", "SIGNATURE_REFUSED"],
  [
    "other keys than those confirmed",
    "UPDATE key_request SET auth_spki = sign_spki, sign_spki = auth_spki WHERE document_id IS NOT NULL",
    "SIGNATURE_REFUSED",
  ],
  [
    "a form without its signature",
    "UPDATE signed_document SET cms = (SELECT cms FROM signed_document WHERE purpose = 'CONFIRM') WHERE purpose = 'REISSUE'",
    "SIGNER_UNKNOWN",
  ],
  [
    "a holder of another template",
    "UPDATE holder SET template = 'HR' WHERE template = 'EMPLOYEE'",
    "SIGNATURE_REFUSED",
  ],
  [
    "a name that nobody signed",
    "UPDATE person SET surname = 'Басқа' WHERE id IN (SELECT person_id FROM holder WHERE template = 'EMPLOYEE')",
    "SIGNATURE_REFUSED",
  ],
  [
    "a confirmation that is said not to be needed",
    "UPDATE key_request SET confirmation = 'NOT_NEEDED' WHERE document_id IS NOT NULL",
    "FORBIDDEN",
  ],
  [
    "a confirmation that is said to be a demonstration",
    "UPDATE key_request SET confirmation = 'DEMONSTRATION' WHERE document_id IS NOT NULL",
    "FORBIDDEN",
  ],
  ["a confirmation after its time", "UPDATE decision SET decided_at = '2030-01-01'", "REQUEST_EXPIRED"],
])("C6: believes no row that no signature bears out: %s", async (_, sql, code) => {
  const { portal, number } = await confirmed();
  await plant(portal, sql);
  await issueConfirmed(portal.issuing);
  expect(await request(portal, number)).toMatchObject({ state: "REJECTED", rejectedFor: code, certificates: [] });
  expect(portal.authority.journal.lastCrlNumber("FULL")).toBe(0n);
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

it("C3: redeems the same intents after an interruption, and gives the same bytes", async () => {
  const { portal, number } = await confirmed();
  const begun = await beginIssuing(portal.issuing, { limit: 1 });
  const before = await portal.authority.signer.sign(begun ?? []);
  later(portal, 11_000);
  expect(await issueConfirmed(portal.issuing)).toBe(1);
  const { certificates, intents } = await request(portal, number);
  expect(intents).toHaveLength(2);
  const signatures = certificates.map(({ der }) => Buffer.from(parseCertificate(der).signature).toString("hex"));
  expect(signatures.toSorted()).toEqual(before.map((signature) => Buffer.from(signature).toString("hex")).toSorted());
});

it("C8: after an outage uses the signatures that were made, and never makes others", async () => {
  const { portal, number } = await confirmed();
  const begun = await beginIssuing(portal.issuing, { limit: 1 });
  await portal.authority.signer.sign(begun ?? []);
  later(portal, 10 * 60_000);
  await issueConfirmed(portal.issuing);
  const issued = await request(portal, number);
  expect(issued).toMatchObject({ state: "ISSUED" });
  expect(issued.intents.map(({ serial }) => serial).toSorted()).toEqual(
    (begun ?? []).map(({ serial }) => serial).toSorted(),
  );
});

it("C3: after an outage buries the serials that were not signed before it takes new ones", async () => {
  const { portal, number } = await confirmed();
  const begun = (await beginIssuing(portal.issuing, { limit: 1 })) ?? [];
  later(portal, 10 * 60_000);
  await issueConfirmed(portal.issuing);
  const issued = await request(portal, number);
  expect(issued).toMatchObject({ state: "ISSUED" });
  expect(issued.certificates).toHaveLength(2);
  expect(issued.intents).toHaveLength(4);
  for (const { serial } of begun) expect(portal.authority.journal.find(serial)).toMatchObject({ kind: "TOMBSTONE" });
});

it("C3: after an outage completes a pair of which one half was signed", async () => {
  const { portal, number } = await confirmed();
  const [auth] = (await beginIssuing(portal.issuing, { limit: 1 })) ?? [];
  if (auth) await portal.authority.signer.sign([auth]);
  later(portal, 10 * 60_000);
  await issueConfirmed(portal.issuing);
  const { state, certificates, intents } = await request(portal, number);
  expect({ state, certificates: certificates.length, intents: intents.length }).toEqual({
    state: "ISSUED",
    certificates: 2,
    intents: 3,
  });
  expect(certificates.map(({ serial }) => serial)).toContain(auth?.serial);
});

it("C3: issues once when two workers take the same requests", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  for (let count = 0; count < 4; count++) await confirmOne(portal, manager, await holder(portal));
  const hurry = { interruptedMs: 0 };
  await Promise.all([
    issueConfirmed(portal.issuing, hurry),
    issueConfirmed(portal.issuing, hurry),
    issueConfirmed(portal.issuing, hurry),
  ]);
  const requests = await portal.owner.keyRequest.findMany({
    where: { documentId: { not: null } },
    include: { certificates: true },
  });
  expect(requests.map(({ state, certificates }) => [state, certificates.length])).toEqual(Array(4).fill(["ISSUED", 2]));
});

it("waits for a signer that does not answer, and loses nothing", async () => {
  const { portal, number } = await confirmed();
  const silent = withSigner(portal.issuing, {
    sign: () => Promise.reject(new CaError("SIGNER_UNAVAILABLE", "a test")),
  });
  await expect(issueConfirmed(silent)).toRejectWithCode("SIGNER_UNAVAILABLE");
  expect((await request(portal, number)).state).toBe("ISSUING");
  await issueConfirmed(portal.issuing, { interruptedMs: 0 });
  expect((await request(portal, number)).state).toBe("ISSUED");
});

it("ends a request that the signer refuses, buries its serials and issues the others", async () => {
  const portal = await world();
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const numbers = [
    await confirmOne(portal, manager, await holder(portal)),
    await confirmOne(portal, manager, await holder(portal)),
  ];
  const poison = await request(portal, numbers[0] ?? "");
  const { signer } = portal.issuing.authority;
  const picky = withSigner(portal.issuing, {
    async sign(orders) {
      const own = await portal.owner.issuanceIntent.findMany({ where: { requestId: poison.id } });
      const refused = orders.find(({ serial }) => own.some((intent) => intent.serial === serial));
      if (refused) throw new CaError("SIGNER_REFUSED", "a test", { serial: refused.serial });
      return signer.sign(orders);
    },
  });
  await issueConfirmed(picky);
  expect(await request(portal, numbers[0] ?? "")).toMatchObject({
    state: "REJECTED",
    rejectedFor: "SIGNER_REFUSED",
    certificates: [],
  });
  expect((await request(portal, numbers[1] ?? "")).state).toBe("ISSUED");
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
