import { randomBytes } from "node:crypto";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import { registerOwner } from "./register-owner.ts";

const BIN = "990140000017";

/**
 * Ten thousand people of an invented organisation, each with a request that waits since some day of the last thirty; taken
 * away again by what is returned. The names are not what names should be, so that a page shows them as text or fails.
 */
export async function tenThousandRequests(home: string, hostileName: string): Promise<() => Promise<void>> {
  const client = await registerOwner(home);
  // what triggers guard is no business of people who do not exist
  await client.query("SET session_replication_role = replica");
  await client.query("INSERT INTO organisation (id, bin, name) VALUES (gen_random_uuid(), $1, $2)", [BIN, hostileName]);
  await client.query(
    `WITH people AS (
       INSERT INTO person (id, iin, surname, given_name)
         SELECT gen_random_uuid(), '9900' || lpad(n::text, 8, '0'), $2, n::text FROM generate_series(1, 10000) n
       RETURNING id, given_name::int AS n
     ), holders AS (
       INSERT INTO holder (id, person_id, organisation_id, template)
         SELECT gen_random_uuid(), p.id, o.id, 'EMPLOYEE' FROM people p, organisation o WHERE o.bin = $1
       RETURNING id, person_id, organisation_id
     )
     INSERT INTO key_request (id, number, holder_id, confirmation, state, storage, key_algorithm, auth_csr, sign_csr, auth_spki,
         sign_spki, document_id, submitted_at, expires_at, changed_at, organisation_id)
       SELECT gen_random_uuid(), ($3::text[])[p.n], h.id, 'SENIOR_MANAGER', 'SUBMITTED', 'PERSONAL_COMPUTER', 'EC-P256',
         '\\x30', '\\x30', '\\x30', '\\x30', gen_random_uuid(), now() - p.n * interval '4 minutes', now() + interval '1 day',
         now(), h.organisation_id
       FROM people p JOIN holders h ON h.person_id = p.id`,
    [BIN, hostileName, Array.from({ length: 10_000 }, () => newRequestNumber(randomBytes))],
  );
  await client.query("ANALYZE person, holder, key_request");
  return async () => {
    const theirs = "SELECT h.id FROM holder h JOIN organisation o ON o.id = h.organisation_id WHERE o.bin = $1";
    const requests = `SELECT id FROM key_request WHERE holder_id IN (${theirs})`;
    await client.query(`DELETE FROM request_claim WHERE request_id IN (${requests})`, [BIN]);
    await client.query(`DELETE FROM key_request WHERE holder_id IN (${theirs})`, [BIN]);
    await client.query(`DELETE FROM holder WHERE id IN (${theirs})`, [BIN]);
    await client.query("DELETE FROM person WHERE iin LIKE '9900%'");
    await client.query("DELETE FROM organisation WHERE bin = $1", [BIN]);
    await client.end();
  };
}
