import { readFileSync } from "node:fs";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { readAnchors, readJournal } from "#auditor/world/open-world.ts";
import { tellWorld } from "#auditor/world/tell-world.ts";
import { PROMISES, verifyWorld } from "#auditor/world/verify-world.ts";
import type { World as Evidence } from "#auditor/world/world.ts";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { REASON_CODES } from "#ca/revocation/reason-codes.ts";
import { signCheckpoint } from "#portal/audit/log/sign-checkpoint.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { certificateIndex } from "#status/ocsp/certificate-index.ts";
import { issuerRecogniser } from "#status/ocsp/known-statuses.ts";
import { ocspResponder } from "#status/ocsp/responder.ts";
import { unissuedAlarm } from "#status/ocsp/unissued.ts";
import { confirmOne } from "#tests/support/confirmed.ts";
import { decide } from "#tests/support/decide.ts";
import { delegate } from "#tests/support/delegations.ts";
import { apply, citizen, vouch } from "#tests/support/first-keys.ts";
import { responderKeyOf } from "#tests/support/ocsp.ts";
import { decideOn, order } from "#tests/support/orders.ts";
import { submit } from "#tests/support/reissue.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { visitor } from "#tests/support/visitor.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const AUTHORITY = "200540999045";

/** A world in which everything has happened once: issued, refused, revoked, listed, signed. */
async function eventful(): Promise<Evidence> {
  const here = await world();
  const manager = await holder(here, { template: "FIRST_HEAD" });
  const [issued, refused, revoked] = [await holder(here), await holder(here), await holder(here)];
  await holder(here, { bin: "991140000001", template: "FIRST_HEAD" });
  const deputy = await holder(here, { template: "HR" });
  await delegate(await signedIn(here, manager), manager, deputy);
  await confirmOne(here, deputy, await holder(here));
  await confirmOne(here, manager, issued);
  expect(await issueConfirmed(here.issuing)).toBe(2);
  const { number } = await submit(await signedIn(here, refused), refused);
  await decide(await signedIn(here, manager), manager, number, { verdict: "REFUSE" });
  await firstKeysIn(here);
  await revoke(await signedIn(here, revoked), revoked, [named(revoked)]);
  await orderedByTwo(here, await holder(here));
  await applyOrders(here.issuing);
  for (let made = 0; made < 2; made++) {
    here.clock.set(new Date(here.clock.now().getTime() + 60_000));
    await publishCrl(here.authority, here.issuing.db);
  }
  await signCheckpoint(here.issuing);
  return evidenceOf(here);
}

/** What two of the authority's staff have ordered. */
async function orderedByTwo(here: World, employee: TestHolder): Promise<void> {
  const operator = await holder(here, { template: "OPERATOR", bin: AUTHORITY });
  const senior = await holder(here, { template: "SENIOR_OPERATOR", bin: AUTHORITY });
  const { id } = await order(await signedIn(here, operator), operator, [named(employee)]);
  await decideOn(await signedIn(here, senior), senior, id);
}

/** A person whom an operator of the Registration Centre has vouched for. */
async function firstKeysIn(here: World): Promise<void> {
  const operator = await holder(here, { template: "OPERATOR", bin: AUTHORITY });
  const { number } = await apply(visitor(here), await citizen(here, { iin: "910203450678" }));
  await vouch(await signedIn(here, operator), operator, number);
  expect(await issueConfirmed(here.issuing)).toBe(1);
}

async function evidenceOf(here: World): Promise<Evidence> {
  const client = new pg.Client({ connectionString: here.database.url });
  await client.connect();
  onTestFinished(() => client.end());
  const { logSigner } = here.issuing;
  return {
    ...{ client, anchors: await readAnchors(client), now: here.clock.now(), key: logSigner.key },
    journal: readJournal(readFileSync(here.authority.journalPath, "utf8")),
    checkpoints: readFileSync(logSigner.checkpointsPath, "utf8"),
    askOcsp: await responderOf(here),
  };
}

/** The responder itself, over what the register says now. */
async function responderOf(here: World): Promise<Evidence["askOcsp"]> {
  const issuer = here.authority.issuer.certificate;
  const index = certificateIndex();
  for (const { serial, notAfter, revokedAt, revocationReason } of await here.owner.certificate.findMany()) {
    const revocation = revokedAt && revocationReason && { at: revokedAt, reason: REASON_CODES[revocationReason] };
    index.set({ serial, notAfter, ...(revocation && { revocation }) });
  }
  const silent = { warn: () => undefined, error: () => undefined };
  const key = responderKeyOf(here.authority.hierarchy);
  const known = { issuer, index, isAsked: issuerRecogniser(issuer), knownAt: here.clock.now() };
  const responder = ocspResponder({ known: () => known, key: () => key, log: silent, alarm: unissuedAlarm(silent) });
  return async (question) => responder.answer(Buffer.from(question), here.clock.now()).body;
}

it("F2, F12: finds every promise kept in a world where they are, and has looked at something for each", async () => {
  const evidence = await eventful();
  await evidence.client.query("BEGIN");
  const told: string[] = [];
  expect(await tellWorld(verifyWorld(evidence), (line) => told.push(line))).toBe(0);
  expect(told.filter((line) => !/^PASS {2}[A-H]\d+ +[1-9]\d* {2}\S/.test(line))).toEqual([
    "Every promise that can be seen is kept.",
  ]);
  expect(told).toHaveLength(PROMISES.length + 1);
});

/** What breaks one promise, planted by somebody who can write anywhere. */
interface Planted {
  readonly id: string;
  readonly sql?: string;
  readonly change?: (evidence: Evidence) => Partial<Evidence>;
}

const ONE = "id = (SELECT id FROM certificate WHERE revoked_at IS NULL ORDER BY id LIMIT 1)";

const PLANTED: readonly Planted[] = [
  { id: "A10", sql: "UPDATE session SET ends_at = ends_at + interval '1 day'" },
  { id: "B2", sql: "DELETE FROM public_key WHERE request_id IN (SELECT request_id FROM certificate LIMIT 1)" },
  { id: "B6", sql: "UPDATE person SET iin = '000000000001' WHERE id = (SELECT person_id FROM holder LIMIT 1)" },
  { id: "B6", sql: "UPDATE organisation SET bin = '000000000001' WHERE bin = '991140000001'" },
  {
    id: "B11",
    sql: "UPDATE decision SET approver_holder_id = (SELECT h.id FROM holder h JOIN organisation o ON o.id = organisation_id WHERE bin = '991140000001')",
  },
  {
    id: "B12",
    sql: "UPDATE decision d SET approver_holder_id = r.holder_id FROM key_request r WHERE r.id = d.request_id",
  },
  { id: "B13", sql: "UPDATE organisation SET confirmations = 2 WHERE bin = '991140000001'" },
  { id: "B13", sql: "UPDATE delegation SET kinds = '{RIGHT_TO_SIGN}'" },
  {
    id: "B14",
    sql: "UPDATE signed_document SET text = replace(text, 'number: ', 'number: 0') WHERE purpose = 'CONFIRM'",
  },
  {
    id: "B14",
    sql: "UPDATE decision SET document_id = (SELECT id FROM signed_document WHERE purpose = 'REISSUE' LIMIT 1) WHERE id = (SELECT min(id::text)::uuid FROM decision)",
  },
  { id: "B20", sql: "DELETE FROM centre_decision" },
  {
    id: "B20",
    sql: "UPDATE centre_decision SET document_id = (SELECT id FROM signed_document WHERE purpose = 'REISSUE' LIMIT 1)",
  },
  {
    id: "C1",
    sql: "DROP INDEX certificate_issuer_id_serial_key; UPDATE certificate SET serial = (SELECT min(serial) FROM certificate)",
  },
  { id: "C6", sql: "UPDATE key_request SET confirmations_needed = 2 WHERE confirmation = 'SENIOR_MANAGER'" },
  { id: "C2", sql: `UPDATE certificate SET serial = 'ff01' WHERE ${ONE}` },
  { id: "C3", sql: "DROP INDEX issuance_intent_one_open; UPDATE issuance_intent SET slot = 'SIGN'" },
  { id: "C3", sql: "DROP INDEX certificate_request_id_slot_key; UPDATE certificate SET slot = 'SIGN'" },
  { id: "C4", sql: "UPDATE issuance_intent SET tbs = '\\x3000' WHERE id = (SELECT id FROM issuance_intent LIMIT 1)" },
  { id: "C5", sql: `UPDATE certificate SET storage = 'KAZTOKEN' WHERE ${ONE}` },
  { id: "C6", sql: "UPDATE signed_document SET cms = '\\x3000' WHERE purpose = 'REISSUE'" },
  { id: "C6", sql: "DELETE FROM decision WHERE verdict = 'CONFIRM'" },
  { id: "C7", sql: `DELETE FROM certificate WHERE ${ONE}` },
  {
    id: "C8",
    sql: `DELETE FROM certificate WHERE ${ONE}`,
    change: (evidence) => ({ now: new Date(evidence.now.getTime() + 3_600_000) }),
  },
  { id: "C8", change: ({ journal }) => ({ journal: journal.slice(1) }) },
  {
    id: "C11",
    sql: `UPDATE certificate SET der = set_byte(der, octet_length(der) - 1, get_byte(der, octet_length(der) - 1) # 1) WHERE ${ONE}`,
  },
  {
    id: "C13",
    sql: "DROP INDEX authority_certificate_der_key; UPDATE authority_certificate SET der = (SELECT der FROM authority_certificate WHERE kind = 'ROOT')",
  },
  { id: "C14", change: ({ journal }) => ({ journal: [...journal, ...journal.slice(0, 1)] }) },
  {
    id: "C14",
    change: ({ journal }) => ({
      journal: journal.map((entry) => (entry.kind === "SIGNATURE" ? { ...entry, tbsSha256: "0".repeat(64) } : entry)),
    }),
  },
  { id: "D3", sql: "UPDATE certificate SET revoked_at = NULL, revocation_reason = NULL WHERE revoked_at IS NOT NULL" },
  {
    id: "D4",
    sql: `UPDATE certificate SET revoked_at = issued_at + interval '1 day', revocation_reason = 'SUPERSEDED' WHERE ${ONE}`,
  },
  { id: "D4", sql: "UPDATE signed_document SET cms = '\\x3000' WHERE purpose = 'REVOKE'" },
  { id: "D4", sql: "UPDATE signed_document SET text = replace(text, 'reason: ', 'reason: A') WHERE purpose = 'ORDER'" },
  { id: "D4", sql: "UPDATE authority_order SET document_id = decision_id" },
  { id: "D4", sql: "UPDATE holder SET template = 'OPERATOR' WHERE template = 'SENIOR_OPERATOR'" },
  {
    id: "D4",
    sql: `UPDATE holder SET person_id = (SELECT person_id FROM holder WHERE template = 'OPERATOR' ORDER BY id DESC LIMIT 1)
      WHERE template = 'SENIOR_OPERATOR'`,
  },
  { id: "D5", sql: `UPDATE certificate SET revoked_at = issued_at, revocation_reason = 'SUPERSEDED' WHERE ${ONE}` },
  { id: "D5", change: () => ({ askOcsp: () => Promise.reject(new Error("no answer")) }) },
  {
    id: "D10",
    sql: "UPDATE crl SET this_update = this_update - interval '1 day' WHERE number = (SELECT max(number) FROM crl)",
  },
  { id: "D10", change: ({ now }) => ({ now: new Date(now.getTime() + 30 * 86_400_000) }) },
  { id: "D11", sql: `UPDATE certificate SET revoked_at = issued_at, revocation_reason = 'SUPERSEDED' WHERE ${ONE}` },
  { id: "D11", sql: "UPDATE certificate SET revoked_at = NULL, revocation_reason = NULL WHERE revoked_at IS NOT NULL" },
  {
    id: "D15",
    sql: "UPDATE certificate SET revoked_at = issued_at, revocation_reason = 'SUPERSEDED' WHERE id IN (SELECT replaces_id FROM key_request)",
  },
  { id: "F1", sql: "DELETE FROM audit_event WHERE action = 'request-refused'" },
  { id: "F1", sql: "INSERT INTO audit_event (at, action) VALUES (now(), 'signed-in')" },
  { id: "F2", sql: "DELETE FROM audit_event WHERE action = 'request-confirmed'" },
  {
    id: "F2",
    sql: "UPDATE audit_event SET facts = jsonb_set(facts, '{AUTH}', '\"00\"') WHERE action = 'request-issued'",
  },
  { id: "F2", sql: "DELETE FROM audit_event WHERE action = 'certificate-revoked'" },
  { id: "F2", change: ({ journal }) => ({ journal: journal.slice(1) }) },
  { id: "F3", sql: "UPDATE audit_event SET facts = '{\"a\": 1}' WHERE seq = 3" },
  { id: "F3", change: ({ checkpoints }) => ({ checkpoints: checkpoints.slice(0, -3) }) },
  { id: "F4", sql: "UPDATE audit_checkpoint SET note = note || ' '" },
  { id: "F5", sql: "GRANT UPDATE ON audit_event TO tanba_web" },
  { id: "F5", sql: "GRANT INSERT (salt), INSERT (seq) ON audit_event TO tanba_worker" },
  { id: "F5", sql: "GRANT INSERT ON certificate TO tanba_web" },
  { id: "F5", sql: "GRANT INSERT (at) ON audit_event TO tanba_auditor" },
];

it("F12: reports every planted violation by its number", async () => {
  const evidence = await eventful();
  expect([...new Set(PLANTED.map(({ id }) => id))].toSorted()).toEqual(PROMISES.map(({ id }) => id).toSorted());
  for (const { id, sql = "", change = () => ({}) } of PLANTED) {
    await evidence.client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}`);
    const judged: string[] = [];
    const promises = PROMISES.filter((promised) => promised.id === id);
    await tellWorld(verifyWorld({ ...evidence, ...change(evidence) }, promises), (line) => judged.push(line));
    expect.soft(judged[0], `${id}: ${sql || change}`).toMatch(new RegExp(`^FAIL {2}${id} `));
    expect
      .soft(judged[1], "a question that can't be asked is no finding")
      .not.toMatch(/relation|column|syntax|aborted/);
    await evidence.client.query("ROLLBACK");
  }
}, 60_000);

it("F12: goes on after what it can't look at, and says so", async () => {
  const evidence = await eventful();
  await evidence.client.query("BEGIN; DROP TABLE decision CASCADE");
  const told: string[] = [];
  const broken = await tellWorld(verifyWorld(evidence), (line) => told.push(line));
  expect(broken).toBeGreaterThanOrEqual(4);
  expect(told.join("\n")).toContain('relation "decision" does not exist');
  expect(told.find((line) => line.includes(" C13 "))).toMatch(/^PASS/);
});
