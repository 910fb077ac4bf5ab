import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { guardedRegister, NOW } from "./guarded-register.ts";

const NO_RIGHT = /permission denied/;
const ASK = `SELECT tanba_ask_service_certificate($1::"ServiceKind", $2)`;

it("F5, C16: status changes nothing in any table, and calls nothing but its one function", async () => {
  const register = await guardedRegister();
  const writable = await register.as(
    "owner",
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind IN ('r', 'p', 'v', 'm')
       AND (has_table_privilege('tanba_status', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
         OR has_any_column_privilege('tanba_status', c.oid, 'INSERT, UPDATE, REFERENCES'))`,
  );
  expect(writable).toEqual([]);
  const callable = await register.as(
    "owner",
    `SELECT proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname IN ('public', 'graphile_worker') AND has_function_privilege('tanba_status', p.oid, 'EXECUTE')
       AND has_schema_privilege('tanba_status', n.oid, 'USAGE')`,
  );
  expect(callable).toEqual([{ name: "tanba_ask_service_certificate" }]);
  await expect(register.as("status", "INSERT INTO service_certificate DEFAULT VALUES")).rejects.toThrow(NO_RIGHT);
  await expect(register.as("status", "UPDATE service_certificate SET der = csr")).rejects.toThrow(NO_RIGHT);
});

it("C16: status asks for the certificates of services, and puts no other job into the queue", async () => {
  const register = await guardedRegister();
  const csr = randomBytes(300);
  await register.as("status", ASK, ["OCSP", csr]);
  await register.as("status", ASK, ["OCSP", csr]);
  await register.as("status", ASK, ["TSA", randomBytes(300)]);
  const kinds = await register.as("owner", "SELECT kind FROM service_certificate ORDER BY kind");
  expect(kinds).toEqual([{ kind: "OCSP" }, { kind: "TSA" }]);
  const jobs = await register.as("owner", "SELECT task_identifier, key FROM graphile_worker.jobs");
  expect(jobs).toEqual([{ task_identifier: "issue-services", key: "issue-services" }]);
  await expect(register.as("status", "SELECT graphile_worker.add_job('anything')")).rejects.toThrow(NO_RIGHT);
  await expect(register.as("web", ASK, ["OCSP", csr])).rejects.toThrow(NO_RIGHT);
  await expect(register.as("status", ASK, ["HOLDER", csr])).rejects.toThrow("invalid input value");
});

it("C16: a status that has been taken over fills no table", async () => {
  const register = await guardedRegister();
  await expect(register.as("status", ASK, ["OCSP", randomBytes(2049)])).rejects.toThrow("of 2049 bytes");
  for (let asked = 0; asked < 32; asked++) await register.as("status", ASK, ["OCSP", randomBytes(2048)]);
  await expect(register.as("status", ASK, ["OCSP", randomBytes(300)])).rejects.toThrow("too many orders of a day");
  await register.as("status", ASK, ["TSA", randomBytes(300)]);
});

it("C8: what is written of an order stays, whoever asks", async () => {
  const register = await guardedRegister();
  await register.as("status", ASK, ["OCSP", randomBytes(300)]);
  const [issuer] = await register.as("owner", "SELECT id FROM authority_certificate");
  const set = (what: string, ...values: readonly unknown[]) =>
    register.as("worker", `UPDATE service_certificate SET ${what}`, values);
  const issued = "der = '\\x01', not_before = now(), not_after = now(), issued_at = now()";
  const intent = `serial = 'a1', profile_version = 1, spki_sha256 = '\\x01', tbs = '\\x02', intended_at = now()`;

  await expect(set(issued)).rejects.toThrow("issued_as_intended");
  await expect(set(intent)).rejects.toThrow("intent_whole");
  await expect(set("voided_at = now()")).rejects.toThrow("buried_as_intended");
  await set(`${intent}, issuer_id = $1`, issuer?.["id"]);
  await expect(set("refused_for = 'SIGNER_REFUSED'")).rejects.toThrow("refused_unsigned");
  await expect(set("tbs = '\\x03'")).rejects.toThrow("only gains");
  await expect(set("serial = NULL")).rejects.toThrow("only gains");
  await set(issued);
  await expect(set("voided_at = now()")).rejects.toThrow("issued_as_intended");
  await expect(set("der = '\\x09'")).rejects.toThrow("only gains");
  await expect(set("csr = '\\x09'")).rejects.toThrow(NO_RIGHT);
  for (const role of ["status", "worker"] as const) {
    await expect(register.as(role, "DELETE FROM service_certificate")).rejects.toThrow(NO_RIGHT);
  }
  await expect(register.as("owner", "DELETE FROM service_certificate")).rejects.toThrow("refused");
  await expect(register.as("owner", "TRUNCATE service_certificate")).rejects.toThrow("refused");
});

it("D3: the revocation of a service's key is final, and never a hold", async () => {
  const register = await guardedRegister();
  await register.as("status", ASK, ["OCSP", randomBytes(300)]);
  const [issuer] = await register.as("owner", "SELECT id FROM authority_certificate");
  await register.as(
    "worker",
    `UPDATE service_certificate SET issuer_id = $1, serial = 'a1', profile_version = 1, spki_sha256 = '\\x01', tbs = '\\x02',
       intended_at = now(), der = '\\x01', not_before = now(), not_after = now(), issued_at = now()`,
    [issuer?.["id"]],
  );
  const revoke = (reason: string | null) =>
    register.as("worker", "UPDATE service_certificate SET revoked_at = $1, revocation_reason = $2", [
      reason && NOW,
      reason,
    ]);
  await expect(revoke("CERTIFICATE_HOLD")).rejects.toThrow("not held");
  await revoke("KEY_COMPROMISE");
  await expect(revoke(null)).rejects.toThrow("only gains");
  await expect(revoke("SUPERSEDED")).rejects.toThrow("only gains");
});
