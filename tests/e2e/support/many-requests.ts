import { randomBytes } from "node:crypto";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import { asOwner } from "./as-owner.ts";

/*
 * Arranges what would take people an hour: the register of the browser tests, as its owner. The applicants are invented and
 * their forms are signed by nobody, so the worker will reject what is confirmed of them.
 */

/** In the organisation of this person of the demonstration so many others have asked for keys, one an hour. */
export async function manyRequests(colleagueIin: string, count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, () =>
    newRequestNumber((length) => new Uint8Array(randomBytes(length))),
  );
  await asOwner((client) => client.query(ASKED, [colleagueIin, numbers]));
  return numbers;
}

/** Another first head of that organisation refuses. */
export async function refuseElsewhere(number: string): Promise<void> {
  await asOwner((client) => client.query(REFUSED, [number]));
}

const ASKED = `
  WITH model AS (
    SELECT r.*, c.id AS certificate_id FROM key_request r
      JOIN holder h ON h.id = r.holder_id JOIN person p ON p.id = h.person_id
      JOIN certificate c ON c.request_id = r.id AND c.slot = 'SIGN'
    WHERE p.iin = $1 ORDER BY r.submitted_at LIMIT 1),
  wanted AS (
    SELECT number, nth, gen_random_uuid() AS person, gen_random_uuid() AS holder, gen_random_uuid() AS form
    FROM unnest($2::text[]) WITH ORDINALITY AS list (number, nth)),
  people AS (
    INSERT INTO person (id, iin, surname, given_name)
    SELECT person, lpad((7e11 + nth * 1e8 + random() * 1e8)::bigint::text, 12, '0'), 'Сапаров', 'Дәулет ' || nth FROM wanted
    RETURNING id),
  holders AS (
    INSERT INTO holder (id, person_id, organisation_id, template)
    SELECT w.holder, p.id, m.organisation_id, 'EMPLOYEE' FROM wanted w JOIN people p ON p.id = w.person, model m
    RETURNING id),
  forms AS (
    INSERT INTO signed_document (id, purpose, text, cms, certificate_id, signed_at)
    SELECT w.form, 'REISSUE', 'form ' || w.number, '\\x30', m.certificate_id, now() FROM wanted w, model m RETURNING id)
  INSERT INTO key_request (id, number, holder_id, confirmation, state, storage, key_algorithm, auth_csr, sign_csr, auth_spki,
    sign_spki, document_id, submitted_at, expires_at, changed_at)
  SELECT gen_random_uuid(), w.number, h.id, 'SENIOR_MANAGER', 'SUBMITTED', m.storage, m.key_algorithm, m.auth_csr, m.sign_csr,
    m.auth_spki, m.sign_spki, f.id, now() - nth * interval '1 hour', now() - nth * interval '1 hour' + interval '30 days', now()
  FROM wanted w JOIN holders h ON h.id = w.holder JOIN forms f ON f.id = w.form, model m`;

const REFUSED = `
  WITH request AS (SELECT * FROM key_request WHERE number = $1),
  colleague AS (INSERT INTO person (id, iin, surname, given_name)
    VALUES (gen_random_uuid(), lpad((8e11 + random() * 1e9)::bigint::text, 12, '0'), 'Жылдам', 'Айгүл') RETURNING id),
  head AS (INSERT INTO holder (id, person_id, organisation_id, template)
    SELECT gen_random_uuid(), colleague.id, organisation_id, 'FIRST_HEAD' FROM colleague, request RETURNING id),
  form AS (INSERT INTO signed_document (id, purpose, text, cms, certificate_id, signed_at)
    SELECT gen_random_uuid(), 'REFUSE', 'refused', '\\x30', d.certificate_id, now()
    FROM request JOIN signed_document d ON d.id = request.document_id RETURNING id),
  word AS (INSERT INTO decision (id, request_id, revision, verdict, reason, approver_holder_id, document_id, decided_at)
    SELECT gen_random_uuid(), request.id, revision, 'REFUSE', 'Жұмыстан шықты', head.id, form.id, now()
    FROM request, head, form RETURNING request_id)
  UPDATE key_request SET state = 'REFUSED', changed_at = now() WHERE id = (SELECT request_id FROM word)`;
