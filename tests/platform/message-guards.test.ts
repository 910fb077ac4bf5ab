import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openDatabase } from "#platform/database.ts";
import { queueMessages } from "#portal/messages/queue-messages.ts";
import { type GuardedRegister, guardedRegister, NOW } from "./guarded-register.ts";

const NO_RIGHT = /permission denied/;
const LONG_AGO = new Date("2025-01-01T00:00:00Z");

async function withPerson() {
  const register = await guardedRegister();
  const { person_id: personId } = await register.holder(null, "INDIVIDUAL");
  return { register, personId: String(personId) };
}

const row = (personId: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ id: randomUUID(), key: randomUUID(), channel: "EMAIL", kind: "REQUEST_SUBMITTED", person_id: personId },
  ...{ facts: { number: "K7Q2" }, created_at: NOW, due_at: NOW, ...more },
});

const setOne = (register: GuardedRegister, id: unknown, sets: string, values: readonly unknown[] = []) =>
  register.as("worker", `UPDATE message SET ${sets} WHERE id = $1`, [id, ...values]);

it("E1: tells the same thing once, and one threshold of one certificate once, whoever queues it", async () => {
  const register = await guardedRegister();
  const holder = await register.holder(null, "INDIVIDUAL");
  const personId = String(holder["person_id"]);
  const request = await register.request(holder["id"], { state: "ISSUED" });
  const certificate = await register.insert("owner", "certificate", register.certificateRow(request, "SIGN", "5e"));
  const db = openDatabase(register.urlAs("worker"), { max: 1 });
  const expiry = {
    channel: "EMAIL",
    kind: "EXPIRY",
    personId,
    certificateId: String(certificate["id"]),
    threshold: 30,
  } as const;
  await queueMessages(db, NOW, [
    { key: "a", channel: "EMAIL", kind: "KEYS_ISSUED", personId, facts: { number: "K7Q2" } },
    { ...expiry, key: "b" },
  ]);
  await queueMessages(db, NOW, [
    { key: "a", channel: "SMS", kind: "KEYS_ISSUED", personId },
    { ...expiry, key: "c" },
  ]);
  await db.$disconnect();
  const rows = await register.as("owner", "SELECT key, channel, facts, state, due_at FROM message ORDER BY key");
  expect(rows).toEqual([
    { key: "a", channel: "EMAIL", facts: { number: "K7Q2" }, state: "QUEUED", due_at: NOW },
    { key: "b", channel: "EMAIL", facts: {}, state: "QUEUED", due_at: NOW },
  ]);
  // an operator's word repeats a rung that failed; nobody else's does
  const [{ id } = {}] = await register.as("owner", "SELECT id FROM message WHERE key = 'b'");
  await setOne(register, id, "state = 'FAILED', settled_at = $2", [NOW]);
  await register.as("web", "SELECT tanba_repeat_message($1, $2, $3)", [id, randomUUID(), NOW]);
  const planned = { kind: "EXPIRY", certificate_id: certificate["id"], threshold: 30 };
  await expect(register.insert("worker", "message", row(personId, planned))).rejects.toThrow("message_rung");
  expect(await register.as("owner", "SELECT threshold FROM message WHERE repeats_id = $1", [id])).toEqual([
    { threshold: 30 },
  ]);
  const jobs = await register.as("owner", "SELECT task_identifier, key FROM graphile_worker.jobs");
  expect(jobs).toEqual([{ task_identifier: "deliver-messages", key: "deliver-messages" }]);
});

it.each([
  ["a code", { kind: "CODE" }],
  ["the link that confirms an address", { kind: "CONFIRM_EMAIL" }],
  ["word of changed contacts", { kind: "EMAIL_CHANGED" }],
  ["to an address of its choice", { address: "anybody@example.kz" }],
  ["to nobody of the register", { person_id: null }],
  ["by SMS", { channel: "SMS" }],
])("E9, C16: web queues no message: %s", async (_, more) => {
  const { register, personId } = await withPerson();
  await register.insert("web", "message", row(personId));
  await expect(register.insert("web", "message", row(personId, more))).rejects.toThrow("the worker's word");
  await register.insert("worker", "message", row(personId, more));
});

it("E9, C16: web and status read neither what is told nor where to, and change nothing of it", async () => {
  const { register, personId } = await withPerson();
  await register.insert("web", "message", row(personId));
  await register.as("web", "SELECT id, kind, state FROM message");
  await register.as("status", "SELECT kind, state FROM message");
  for (const role of ["web", "status"] as const) {
    for (const column of ["facts", "address", "key", "provider_id"]) {
      await expect(register.as(role, `SELECT ${column} FROM message`)).rejects.toThrow(NO_RIGHT);
    }
    await expect(register.as(role, "UPDATE message SET due_at = created_at")).rejects.toThrow(NO_RIGHT);
    await expect(register.as(role, "DELETE FROM message")).rejects.toThrow(NO_RIGHT);
  }
  await expect(register.insert("web", "message", { ...row(personId), state: "SENT" })).rejects.toThrow(NO_RIGHT);
  await expect(register.as("status", "SELECT person_id FROM message")).rejects.toThrow(NO_RIGHT);
});

it("E2, E9: a stolen web sends again nothing but what was given up, to the same person, once, and no secret", async () => {
  const { register, personId } = await withPerson();
  const address = "old@example.kz";
  const settled = { state: "FAILED", settled_at: NOW, channel: "SMS", address };
  const given = await register.insert("owner", "message", row(personId, { ...settled, kind: "EMAIL_CHANGED" }));
  const again = (id: unknown, as: string = randomUUID()) =>
    register.as("web", "SELECT tanba_repeat_message($1, $2, $3) AS done", [id, as, NOW]);
  const others = [
    ...["QUEUED", "SENDING"].map((state) => ({ state })),
    ...["SENT", "DELIVERED", "DROPPED"].map((state) => ({ ...settled, state })),
    ...["CODE", "CONFIRM_EMAIL"].map((kind) => ({ ...settled, kind })),
  ];
  for (const more of others) {
    const other = await register.insert("owner", "message", row(personId, more));
    await expect(again(other["id"]), JSON.stringify(more)).rejects.toThrow("only what was given up");
  }
  await expect(again(randomUUID())).rejects.toThrow("only what was given up");
  const id = randomUUID();
  expect([await again(given["id"], id), await again(given["id"])]).toEqual([[{ done: true }], [{ done: false }]]);
  const [repeat] = await register.as("owner", "SELECT * FROM message WHERE repeats_id = $1", [given["id"]]);
  expect(repeat).toMatchObject({
    ...{ id, address, person_id: personId, kind: "EMAIL_CHANGED", channel: "SMS", state: "QUEUED", attempts: 0 },
  });
  // nor does it call a message of its own a repeat, or point a repeat elsewhere
  const own = { ...row(personId), repeats_id: given["id"] };
  await expect(register.insert("web", "message", own)).rejects.toThrow(NO_RIGHT);
  await expect(setOne(register, id, "repeats_id = $1")).rejects.toThrow("a message never changes");
  await expect(setOne(register, id, "repeats_id = NULL")).rejects.toThrow("a message never changes");
});

it("E3: what was sent again outlives what it repeats", async () => {
  const { register, personId } = await withPerson();
  const old = await register.insert("owner", "message", row(personId, { state: "FAILED", settled_at: LONG_AGO }));
  await register.as("web", "SELECT tanba_repeat_message($1, $2, $3)", [old["id"], randomUUID(), NOW]);
  await register.as("worker", "DELETE FROM message WHERE state = 'FAILED'");
  expect(await register.as("owner", "SELECT state, repeats_id FROM message")).toEqual([
    { state: "QUEUED", repeats_id: null },
  ]);
});

it("E9: a message changes in nothing but what becomes of it; secrets only go", async () => {
  const { register, personId } = await withPerson();
  const facts = { code: "123456", purpose: "REISSUE" };
  const { id } = await register.insert("worker", "message", row(personId, { kind: "CODE", channel: "SMS", facts }));
  for (const sets of ["address = 'x'", "key = 'x'", "kind = 'EXPIRY'", "facts = '{}'", "person_id = NULL"]) {
    await expect(setOne(register, id, sets)).rejects.toThrow("a message never changes");
  }
  await setOne(register, id, "state = 'SENT', settled_at = $2, facts = facts - 'code'", [NOW]);
  expect(await register.as("worker", "SELECT facts FROM message")).toEqual([{ facts: { purpose: "REISSUE" } }]);
});

it("E2: what is settled is not sent again; a receipt may follow", async () => {
  const { register, personId } = await withPerson();
  const { id } = await register.insert("worker", "message", row(personId));
  await expect(setOne(register, id, "state = 'SENT'")).rejects.toThrow("message_settled");
  await setOne(register, id, "state = 'SENT', settled_at = $2", [NOW]);
  await expect(setOne(register, id, "state = 'QUEUED', settled_at = NULL")).rejects.toThrow("does not follow");
  await setOne(register, id, "state = 'DELIVERED'");
  await expect(setOne(register, id, "state = 'FAILED'")).rejects.toThrow("does not follow");
});

it("E3: no message is lost: none is deleted but what was settled more than a year ago", async () => {
  const { register, personId } = await withPerson();
  const { id } = await register.insert("worker", "message", row(personId));
  await expect(register.as("worker", "DELETE FROM message")).rejects.toThrow("a message is kept");
  await expect(register.as("owner", "TRUNCATE message")).rejects.toThrow("refused");
  await setOne(register, id, "state = 'FAILED', settled_at = now()");
  await expect(register.as("worker", "DELETE FROM message")).rejects.toThrow("a message is kept");
  await register.insert("worker", "message", row(personId, { state: "SENT", settled_at: LONG_AGO }));
  await register.as("worker", "DELETE FROM message WHERE state = 'SENT'");
});
