import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { type GuardedRegister, guardedRegister, NOW } from "./guarded-register.ts";

const NO_RIGHT = /permission denied/;

/** An employee's request that waits, and a manager of the same organisation. */
async function waiting(register: GuardedRegister) {
  const organisation = await register.organisation();
  const employee = await register.holder(organisation);
  const manager = await register.holder(organisation, "FIRST_HEAD");
  return { organisation, employee, manager, request: await register.request(employee["id"]) };
}

const setState = (register: GuardedRegister, role: "owner" | "web" | "worker", id: unknown, state: string) =>
  register.as(role, "UPDATE key_request SET state = $2, changed_at = $3 WHERE id = $1", [id, state, NOW]);

it.each(["certificate", "issuance_intent", "crl", "authority_certificate", "organisation", "person", "holder"])(
  "C16: web can't add to %s",
  async (table) => {
    const register = await guardedRegister();
    await expect(register.as("web", `INSERT INTO ${table} DEFAULT VALUES`)).rejects.toThrow(NO_RIGHT);
  },
);

it.each(["certificate", "issuance_intent", "crl", "authority_certificate", "organisation", "holder"])(
  "C16: web can't change or delete in %s",
  async (table) => {
    const register = await guardedRegister();
    await expect(register.as("web", `UPDATE ${table} SET id = id`)).rejects.toThrow(NO_RIGHT);
    await expect(register.as("web", `DELETE FROM ${table}`)).rejects.toThrow(NO_RIGHT);
  },
);

it("C16: web can put the issuance of confirmed requests into the queue, and no other job", async () => {
  const register = await guardedRegister();
  await register.as("web", "SELECT tanba_queue_issuance()");
  await register.as("web", "SELECT tanba_queue_issuance()");
  const jobs = await register.as("owner", "SELECT task_identifier, key FROM graphile_worker.jobs");
  expect(jobs).toEqual([{ task_identifier: "issue-confirmed", key: "issue-confirmed" }]);
  await expect(register.as("web", "SELECT graphile_worker.add_job('anything')")).rejects.toThrow(NO_RIGHT);
});

it("C16: status reads what it publishes and nothing about people", async () => {
  const register = await guardedRegister();
  await register.as("status", "SELECT der FROM crl");
  await register.as("status", "SELECT serial, revoked_at FROM certificate");
  await expect(register.as("status", "SELECT der FROM certificate")).rejects.toThrow(NO_RIGHT);
  await expect(register.as("status", "SELECT iin FROM person")).rejects.toThrow(NO_RIGHT);
  await register.as("status", "SELECT certificate_id, done_at FROM revocation_order");
  await expect(register.as("status", "SELECT reason FROM revocation_order")).rejects.toThrow(NO_RIGHT);
  await expect(register.as("status", "SELECT document_id FROM revocation_order")).rejects.toThrow(NO_RIGHT);
});

it.each([
  "audit_event",
  "signed_document",
  "decision",
  "public_key",
  "certificate",
  "issuance_intent",
  "key_request",
  "revocation_order",
  "authority_order",
  "authority_order_certificate",
])("F5: no process can delete from or empty %s", async (table) => {
  const register = await guardedRegister();
  for (const role of ["web", "worker", "status"] as const) {
    await expect(register.as(role, `DELETE FROM ${table}`)).rejects.toThrow(NO_RIGHT);
    await expect(register.as(role, `TRUNCATE ${table}`)).rejects.toThrow(NO_RIGHT);
  }
  await expect(register.as("owner", `TRUNCATE ${table} CASCADE`)).rejects.toThrow(/tanba: TRUNCATE .* refused/);
});

it("F5: what was added for ever is not changed even by the owner", async () => {
  const register = await guardedRegister();
  const { manager, request } = await waiting(register);
  await register.insert("web", "audit_event", { at: NOW, action: "TEST" });
  await register.insert("web", "decision", register.decisionRow(request, manager, await register.document()));
  await expect(register.as("web", "UPDATE audit_event SET action = 'OTHER'")).rejects.toThrow(NO_RIGHT);
  await expect(register.as("owner", "UPDATE audit_event SET action = 'OTHER'")).rejects.toThrow("refused");
  await expect(register.as("owner", "DELETE FROM audit_event")).rejects.toThrow("refused");
  await expect(register.as("owner", "UPDATE signed_document SET text = 'other'")).rejects.toThrow("refused");
  await expect(register.as("owner", "UPDATE decision SET verdict = 'REFUSE', reason = 'x'")).rejects.toThrow("refused");
});

it("B11: refuses the decision of another organisation's manager", async () => {
  const register = await guardedRegister();
  const { request } = await waiting(register);
  const stranger = await register.holder(await register.organisation(), "FIRST_HEAD");
  const row = register.decisionRow(request, stranger, await register.document());
  await expect(register.insert("web", "decision", row)).rejects.toThrow("from another organisation");
  await expect(register.insert("owner", "decision", row)).rejects.toThrow("from another organisation");
});

it("B12: refuses a decision on one's own request, in whatever role", async () => {
  const register = await guardedRegister();
  const { organisation, employee, request } = await waiting(register);
  const alsoHead = await register.holder(organisation, "FIRST_HEAD", String(employee["person_id"]));
  const row = register.decisionRow(request, alsoHead, await register.document());
  await expect(register.insert("web", "decision", row)).rejects.toThrow("one's own request");
});

it("B11: no capacity passes to another person or organisation, even by the owner", async () => {
  const register = await guardedRegister();
  const { employee, manager } = await waiting(register);
  const other = await register.organisation();
  const change = (what: string, to: unknown) =>
    register.as("owner", `UPDATE holder SET ${what} = $2 WHERE id = $1`, [employee["id"], to]);
  await expect(change("organisation_id", other)).rejects.toThrow(/a capacity never changes/);
  await expect(change("organisation_id", null)).rejects.toThrow(/a capacity never changes/);
  await expect(change("person_id", manager["person_id"])).rejects.toThrow(/a capacity never changes/);
  await change("template", "HR");
});

it("B14: nothing of a request changes but its state", async () => {
  const register = await guardedRegister();
  const { request } = await waiting(register);
  await expect(register.as("web", "UPDATE key_request SET auth_spki = '\\x00'")).rejects.toThrow(NO_RIGHT);
  await expect(
    register.as("owner", "UPDATE key_request SET auth_spki = '\\x00' WHERE id = $1", [request["id"]]),
  ).rejects.toThrow("never changes");
});

const STATES = [
  "SUBMITTED",
  "CONFIRMED",
  "ISSUING",
  "ISSUED",
  "INSTALLED",
  "REFUSED",
  "CANCELLED",
  "EXPIRED",
  "REJECTED",
];
const MOVES: Readonly<Record<string, readonly string[]>> = {
  SUBMITTED: ["CONFIRMED", "REFUSED", "CANCELLED", "EXPIRED", "REJECTED"],
  CONFIRMED: ["ISSUING", "REJECTED", "CANCELLED"],
  ISSUING: ["ISSUED", "REJECTED"],
  ISSUED: ["INSTALLED"],
};

it.each(STATES)("B15: from %s a request moves only where the list says, whoever asks", async (from) => {
  const register = await guardedRegister();
  const { manager } = await waiting(register);
  for (const to of STATES.filter((state) => state !== from)) {
    const holder = await register.holder(String(manager["organisation_id"]));
    const rejectedFor = from === "REJECTED" ? { rejected_for: "KEY_REUSED" } : {};
    const { id } = await register.request(holder["id"], { state: from, ...rejectedFor });
    const move = register.as(
      "owner",
      `UPDATE key_request SET state = $2, rejected_for = CASE WHEN $2 = 'REJECTED'::"RequestState" THEN 'KEY_REUSED' END WHERE id = $1`,
      [id, to],
    );
    if (MOVES[from]?.includes(to)) await move;
    else await expect(move, `${from} → ${to}`).rejects.toThrow("does not follow");
  }
});

it("B15: web confirms only after a decision", async () => {
  const register = await guardedRegister();
  const { manager, request } = await waiting(register);
  await expect(setState(register, "web", request["id"], "CONFIRMED")).rejects.toThrow("without a decision");
  await expect(setState(register, "web", request["id"], "REFUSED")).rejects.toThrow("without a decision");

  await register.insert("web", "decision", register.decisionRow(request, manager, await register.document()));
  await expect(setState(register, "web", request["id"], "REFUSED")).rejects.toThrow("without a decision");
  await setState(register, "web", request["id"], "CONFIRMED");
});

it("B13, B15: web confirms only after as many persons as are needed, and not what one of them refused", async () => {
  const register = await guardedRegister();
  const { organisation, manager, employee } = await waiting(register);
  await register.as("owner", "UPDATE organisation SET confirmations = 2");
  await register.as("owner", "UPDATE key_request SET state = 'CANCELLED' WHERE state = 'SUBMITTED'");
  const request = await register.request(employee["id"]);
  const second = await register.holder(organisation, "FIRST_HEAD");
  const third = await register.holder(organisation, "FIRST_HEAD");
  const word = async (approver: typeof manager, row = {}) =>
    register.insert("web", "decision", register.decisionRow(request, approver, await register.document(), row));
  await word(manager);
  await expect(setState(register, "web", request["id"], "CONFIRMED")).rejects.toThrow("of all who are needed");
  await word(second);
  await word(third, { verdict: "REFUSE", reason: "no" });
  await expect(setState(register, "web", request["id"], "CONFIRMED")).rejects.toThrow("of all who are needed");
});

it("B15: a person decides once on a request, and only while it waits", async () => {
  const register = await guardedRegister();
  const { manager, request, employee } = await waiting(register);
  await register.insert("web", "decision", register.decisionRow(request, manager, await register.document()));
  const again = register.decisionRow(request, manager, await register.document());
  await expect(register.insert("web", "decision", again)).rejects.toThrow(
    "decision_request_id_revision_approver_person_id_key",
  );

  await setState(register, "web", request["id"], "CONFIRMED");
  await setState(register, "web", request["id"], "CANCELLED");
  const late = await register.request(employee["id"], { expires_at: NOW });
  const tooLate = register.decisionRow(late, manager, await register.document());
  await expect(register.insert("web", "decision", tooLate)).rejects.toThrow("does not wait");
});

it("B15: issuing and issued are the worker's words", async () => {
  const register = await guardedRegister();
  const { employee } = await waiting(register);
  await register.as("owner", "UPDATE key_request SET state = 'CANCELLED' WHERE state = 'SUBMITTED'");
  const { id } = await register.request(employee["id"], { state: "CONFIRMED" });
  await expect(setState(register, "web", id, "ISSUING")).rejects.toThrow("the worker's word");
  await setState(register, "worker", id, "ISSUING");
  await expect(setState(register, "web", id, "ISSUED")).rejects.toThrow("the worker's word");
});

it("B15: web begins no request half-way", async () => {
  const register = await guardedRegister();
  const { organisation } = await waiting(register);
  const employee = await register.holder(organisation);
  const add = async (row: Record<string, unknown>) =>
    register.insert("web", "key_request", register.requestRow(employee["id"], await register.document(), row));
  await expect(add({ state: "CONFIRMED" })).rejects.toThrow("begins as SUBMITTED");
  await expect(add({ state: "ISSUED" })).rejects.toThrow("begins as SUBMITTED");
  await expect(add({ confirmation: "NOT_NEEDED", state: "CONFIRMED" })).rejects.toThrow("does not fit");
  await expect(add({ confirmation: "DEMONSTRATION" })).rejects.toThrow("only the owner demonstrates");
  await add({});
});

it("B11, B12, B15: the guards look at the register's own tables, whatever web calls its own", async () => {
  const register = await guardedRegister();
  const { employee, request } = await waiting(register);
  const stranger = await register.holder(await register.organisation(), "FIRST_HEAD");
  const word = register.decisionRow(request, stranger, await register.document());
  const hasty = register.requestRow(stranger["id"], await register.document(), {
    ...{ confirmation: "NOT_NEEDED", state: "CONFIRMED", holder_id: employee["id"] },
  });
  await register.as(
    "owner",
    "DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO tanba_web', current_database()); END $$",
  );
  await register.as("web", "CREATE TEMP TABLE holder AS SELECT * FROM public.holder");
  await register.as("web", "UPDATE holder SET template = 'FIRST_HEAD', organisation_id = $1", [
    stranger["organisation_id"],
  ]);
  await register.as(
    "web",
    "CREATE TEMP TABLE decision AS SELECT $1::uuid AS request_id, 1 AS revision, 'CONFIRM'::\"Verdict\" AS verdict",
    [request["id"]],
  );
  for (const path of ["public", "pg_temp, public", "pg_temp, pg_catalog, public"]) {
    await register.as("web", `SET search_path = ${path}`);
    const into = (table: string) => `public.${table}`;
    await expect(register.insert("web", into("decision"), word)).rejects.toThrow("from another organisation");
    await expect(register.insert("web", into("key_request"), hasty)).rejects.toThrow("does not fit");
    await expect(
      register.as("web", "UPDATE public.key_request SET state = 'CONFIRMED' WHERE id = $1", [request["id"]]),
    ).rejects.toThrow("without a decision");
  }
});

it("B15: no function of ours lets its caller choose where it looks", async () => {
  const register = await guardedRegister();
  const loose = await register.as(
    "owner",
    `SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      AND NOT COALESCE(proconfig @> '{"search_path=pg_catalog, public, pg_temp"}', false)`,
  );
  expect(loose).toEqual([]);
});

it("lets a holder have one open request", async () => {
  const register = await guardedRegister();
  const { employee } = await waiting(register);
  const second = register.requestRow(employee["id"], await register.document());
  await expect(register.insert("web", "key_request", second)).rejects.toThrow("key_request_one_open");
});

it("C1: issues nothing that was not intended, and no half of a pair", async () => {
  const register = await guardedRegister();
  const { employee } = await waiting(register);
  await register.as("owner", "UPDATE key_request SET state = 'CANCELLED' WHERE state = 'SUBMITTED'");
  const request = await register.request(employee["id"], { state: "ISSUING" });
  await register.intent(request, "AUTH", "b1");
  const add = (slot: string, serial: string) =>
    register.insert("worker", "certificate", register.certificateRow(request, slot, serial));

  await expect(add("AUTH", "b2")).rejects.toThrow("without an intent");
  await expect(add("SIGN", "b1")).rejects.toThrow("without an intent");
  await add("AUTH", "b1");
  await expect(setState(register, "worker", request["id"], "ISSUED")).rejects.toThrow("without a pair");

  await register.intent(request, "SIGN", "b3");
  await add("SIGN", "b3");
  await setState(register, "worker", request["id"], "ISSUED");
});

it("C1: keeps one intent a slot until its serial is buried, and never digs it up", async () => {
  const register = await guardedRegister();
  const { request } = await waiting(register);
  await register.intent(request, "AUTH", "c1");
  await expect(register.intent(request, "AUTH", "c2")).rejects.toThrow("issuance_intent_one_open");
  await register.as("worker", "UPDATE issuance_intent SET voided_at = $1 WHERE serial = 'c1'", [NOW]);
  await register.intent(request, "AUTH", "c2");
  await expect(
    register.as("worker", "UPDATE issuance_intent SET voided_at = NULL WHERE serial = 'c1'"),
  ).rejects.toThrow("never changes");
});

it("D3, D4: takes back no revocation but a hold, and changes no reason but to the compromise of the key", async () => {
  const register = await guardedRegister();
  const revoke = (reason: string | null, at: Date | null = NOW) =>
    register.as("worker", "UPDATE certificate SET revoked_at = $1, revocation_reason = $2", [reason && at, reason]);
  const later = new Date(NOW.getTime() + 1000);
  await revoke("CERTIFICATE_HOLD");
  await revoke(null);
  await revoke("CERTIFICATE_HOLD");
  await expect(revoke("SUPERSEDED", later)).rejects.toThrow("final");
  await revoke("SUPERSEDED");
  for (const reason of [null, "CERTIFICATE_HOLD", "CESSATION_OF_OPERATION", "AFFILIATION_CHANGED"]) {
    await expect(revoke(reason), `to ${reason}`).rejects.toThrow("final");
  }
  await expect(revoke("KEY_COMPROMISE", later)).rejects.toThrow("final");
  await revoke("KEY_COMPROMISE");
  await expect(revoke("SUPERSEDED")).rejects.toThrow("final");
  await expect(revoke(null)).rejects.toThrow("final");
  await expect(register.as("owner", "UPDATE certificate SET ski = 'bb'")).rejects.toThrow("never changes");
  await expect(register.as("owner", "DELETE FROM certificate")).rejects.toThrow("refused");
});

it("D2, D4: web writes an order down, and nobody but the worker says once what became of it", async () => {
  const register = await guardedRegister();
  const [certificate] = await register.as("owner", "SELECT id FROM certificate");
  const order = async (purpose = "REVOKE") => ({
    ...{ id: randomUUID(), document_id: await register.document(purpose), certificate_id: certificate?.["id"] },
    ...{ reason: "SUPERSEDED", ordered_at: NOW },
  });
  const done = { done_at: NOW, outcome: "APPLIED" };
  await expect(register.insert("web", "revocation_order", { ...(await order()), ...done })).rejects.toThrow(NO_RIGHT);
  await expect(register.insert("worker", "revocation_order", await order())).rejects.toThrow(NO_RIGHT);
  for (const [purpose, why] of [
    ["REISSUE", "orders nothing"],
    ["ORDER", "orders nothing"],
    ["APPROVE_ORDER", "without two signatures"],
  ] as const) {
    await expect(register.insert("web", "revocation_order", await order(purpose))).rejects.toThrow(why);
  }
  const { id } = await register.insert("web", "revocation_order", await order());

  const say = (role: "web" | "worker" | "owner", sets: string) =>
    register.as(role, `UPDATE revocation_order SET ${sets} WHERE id = $1`, [id]);
  await expect(say("web", "done_at = now(), outcome = 'REFUSED', refused_for = 'X'")).rejects.toThrow(NO_RIGHT);
  await expect(say("web", "reason = 'CERTIFICATE_HOLD'")).rejects.toThrow(NO_RIGHT);
  await expect(say("worker", "reason = 'CERTIFICATE_HOLD'")).rejects.toThrow(NO_RIGHT);
  await expect(say("owner", "reason = 'CERTIFICATE_HOLD'")).rejects.toThrow("never changes");
  await expect(say("worker", "done_at = now()")).rejects.toThrow("revocation_order_whole");
  await expect(say("worker", "done_at = now(), outcome = 'REFUSED'")).rejects.toThrow("revocation_order_refused_for");
  await say("worker", "done_at = now(), outcome = 'APPLIED'");
  await expect(say("worker", "done_at = NULL, outcome = NULL")).rejects.toThrow("never changes");
  await expect(register.as("owner", "DELETE FROM revocation_order")).rejects.toThrow("refused");
});

it("D4: web can put what is ordered into the queue, but revokes nothing itself", async () => {
  const register = await guardedRegister();
  await register.as("web", "SELECT tanba_queue_revocation()");
  const jobs = await register.as("owner", "SELECT task_identifier, key FROM graphile_worker.jobs");
  expect(jobs).toEqual([{ task_identifier: "apply-revocations", key: "apply-revocations" }]);
  for (const sets of ["revoked_at = now(), revocation_reason = 'SUPERSEDED'", "revoked_at = NULL"]) {
    await expect(register.as("web", `UPDATE certificate SET ${sets}`)).rejects.toThrow(NO_RIGHT);
    await expect(register.as("status", `UPDATE certificate SET ${sets}`)).rejects.toThrow(NO_RIGHT);
  }
});

it("tells whoever listens about a new CRL", async () => {
  const register = await guardedRegister();
  const [issuer] = await register.as("owner", "SELECT id FROM authority_certificate");
  const told = await register.listen("tanba_crl");
  await register.insert("worker", "crl", {
    ...{ id: issuer?.["id"], issuer_id: issuer?.["id"], kind: "FULL", number: 1, der: Buffer.of(1) },
    ...{ this_update: NOW, next_update: NOW },
  });
  await register.as("status", "SELECT 1");
  expect(told).toEqual([issuer?.["id"]]);
});
