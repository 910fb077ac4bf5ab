import { randomBytes, randomInt, randomUUID } from "node:crypto";
import pg from "pg";
import { onTestFinished } from "vitest";
import { type RoleName as ProcessName, testDatabase } from "#tests/support/database.ts";

export const NOW = new Date("2026-11-20T06:00:00Z");

type Row = Readonly<Record<string, unknown>>;
type RoleName = "owner" | ProcessName;

/** A register with rows in it, and a connection as each role: for what the database itself refuses. */
export interface GuardedRegister {
  /** Runs SQL as a role. @returns the rows */
  as(role: RoleName, sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  urlAs(role: ProcessName): string;
  /** Listens as `status`. @returns what was told on `channel` so far; it grows with each query of `status` */
  listen(channel: string): Promise<readonly string[]>;
  insert(role: RoleName, table: string, row: Row): Promise<Row>;
  holder(organisationId: string | null, template?: string, personId?: string): Promise<Row>;
  organisation(): Promise<string>;
  /** A request as the owner puts it there, SUBMITTED unless `row` says otherwise. */
  request(holderId: unknown, row?: Row): Promise<Row>;
  document(purpose?: string): Promise<string>;
  requestRow(holderId: unknown, documentId: string, row?: Row): Row;
  decisionRow(request: Row, approver: Row, documentId: string, row?: Row): Row;
  intent(request: Row, slot: string, serial: string): Promise<Row>;
  certificateRow(request: Row, slot: string, serial: string): Row;
}

const digits = () => Array.from({ length: 12 }, () => randomInt(10)).join("");
const bytes = () => randomBytes(16);
const before = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const after = (days: number) => before(-days);

export async function guardedRegister(): Promise<GuardedRegister> {
  const database = await testDatabase();
  const clients = new Map<RoleName, pg.Client>();
  onTestFinished(async () => {
    for (const client of clients.values()) await client.end();
  });

  const as: GuardedRegister["as"] = async (role, sql, values = []) => {
    const open = clients.get(role);
    const client = open ?? new pg.Client({ connectionString: role === "owner" ? database.url : database.urlAs(role) });
    if (!open) {
      clients.set(role, client);
      await client.connect();
    }
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  };

  const listen: GuardedRegister["listen"] = async (channel) => {
    const told: string[] = [];
    await as("status", `LISTEN ${channel}`);
    clients.get("status")?.on("notification", ({ payload }) => told.push(payload ?? ""));
    return told;
  };

  /** Without RETURNING for the processes: the right to add is not the right to look. */
  const insert: GuardedRegister["insert"] = async (role, table, row) => {
    const names = Object.keys(row);
    const places = names.map((_, at) => `$${at + 1}`);
    await as(role, `INSERT INTO ${table} (${names.join(", ")}) VALUES (${places.join(", ")})`, Object.values(row));
    return row;
  };

  const authority = await insert("owner", "authority_certificate", {
    ...{ id: randomUUID(), kind: "ISSUING", subject: bytes(), serial: "01", der: bytes(), spki: bytes() },
    ...{ not_before: before(100), not_after: after(1000) },
  });
  const organisation = async () => {
    const { id } = await insert("owner", "organisation", { id: randomUUID(), bin: digits(), name: "Test" });
    return String(id);
  };
  const holder: GuardedRegister["holder"] = async (organisationId, template = "EMPLOYEE", personId) => {
    const person = personId ?? randomUUID();
    const given = { id: person, iin: digits(), surname: "Test", given_name: "Test" };
    if (!personId) await insert("owner", "person", given);
    return insert("owner", "holder", {
      id: randomUUID(),
      person_id: person,
      organisation_id: organisationId,
      template,
    });
  };

  const requestRow: GuardedRegister["requestRow"] = (holderId, documentId, row = {}) => ({
    ...{ id: randomUUID(), number: randomBytes(6).toString("hex"), revision: 1, holder_id: holderId },
    ...{ confirmation: "SENIOR_MANAGER", state: "SUBMITTED", storage: "PERSONAL_COMPUTER", key_algorithm: "RSA-2048" },
    ...{ auth_csr: bytes(), sign_csr: bytes(), auth_spki: bytes(), sign_spki: bytes(), document_id: documentId },
    ...{ submitted_at: NOW, expires_at: after(30), changed_at: NOW },
    ...row,
  });
  const certificateRow: GuardedRegister["certificateRow"] = (request, slot, serial) => ({
    ...{
      id: randomUUID(),
      issuer_id: authority["id"],
      serial,
      holder_id: request["holder_id"],
      request_id: request["id"],
    },
    ...{ slot, profile: "EMPLOYEE-AUTH", profile_version: 1, storage: "PERSONAL_COMPUTER", der: bytes() },
    ...{ spki_sha256: bytes(), ski: "aa", not_before: NOW, not_after: after(365), issued_at: NOW },
  });

  /** Every document is signed with one and the same certificate, of a first pair as the demonstration makes it. */
  const first = requestRow((await holder(null, "INDIVIDUAL"))["id"], "", {
    ...{ document_id: null, confirmation: "DEMONSTRATION", state: "ISSUED" },
  });
  await insert("owner", "key_request", first);
  const signer = await insert("owner", "certificate", certificateRow(first, "SIGN", "0a"));
  const document = async (purpose = "REISSUE") => {
    const row = {
      id: randomUUID(),
      purpose,
      text: "text",
      cms: bytes(),
      certificate_id: signer["id"],
      signed_at: NOW,
    };
    return String((await insert("owner", "signed_document", row))["id"]);
  };

  return {
    urlAs: database.urlAs,
    ...{ as, listen, insert, holder, organisation, document, requestRow, certificateRow },
    request: async (holderId, row) => insert("owner", "key_request", requestRow(holderId, await document(), row)),
    decisionRow: (request, approver, documentId, row = {}) => ({
      ...{ id: randomUUID(), request_id: request["id"], revision: 1, verdict: "CONFIRM" },
      ...{ approver_holder_id: approver["id"], document_id: documentId, decided_at: NOW },
      ...row,
    }),
    intent: (request, slot, serial) =>
      insert("owner", "issuance_intent", {
        ...{ id: randomUUID(), request_id: request["id"], slot, serial, profile: "EMPLOYEE-AUTH", profile_version: 1 },
        ...{ tbs: bytes(), created_at: NOW },
      }),
  };
}
