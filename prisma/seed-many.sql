-- Synthetic rows, as many as `seeding` (made by seed-many.ts) says: nobody in them exists, and no key of theirs does.
-- Their IINs and BINs have no day of birth, their organisations are called «Үлгі» ("sample"), and the signature in their
-- certificates is one and the same. Every identifier follows from a number, so no step has to look up another's.

-- step: Numbers in place of chance
CREATE FUNCTION pg_temp.row_id(at timestamptz, kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  -- version 7, as all rows have: the time first; then what it is and which
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || 'a'
    || lpad(to_hex(n), 15, '0'))::uuid
$$;
CREATE FUNCTION pg_temp.utc(at timestamptz) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT convert_to(to_char(at AT TIME ZONE 'UTC', 'YYMMDDHH24MISS"Z"'), 'UTF8')
$$;
CREATE FUNCTION pg_temp.request_number(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT digits || substr('0123456789ABCDEFGHJKMNPQRSTVWXY', 1 + (
      SELECT sum(at * substr(digits, at, 1)::int) % 31 FROM generate_series(1, 12) AS at)::int, 1)
  FROM (SELECT '9' || lpad(n::text, 11, '0') AS digits) AS number
$$;

-- step: Indexes and guards put aside
-- The guards ask for what only the ways of the portal leave behind; foreign keys stay, and prove the rows.
ALTER TABLE certificate DISABLE TRIGGER USER;
ALTER TABLE key_request DISABLE TRIGGER USER;
ALTER TABLE decision DISABLE TRIGGER USER;
CREATE TEMP TABLE s_index AS
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made_by FROM pg_index i
  WHERE i.indrelid IN ('certificate'::regclass, 'key_request'::regclass) AND NOT i.indisprimary;
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT s_index.name FROM s_index LOOP EXECUTE 'DROP INDEX ' || name; END LOOP;
END $$;

-- step: Organisations and people
CREATE TEMP TABLE s_organisation AS
  SELECT n, pg_temp.row_id(now - interval '800 days', 1, n) AS id, lpad(n::text, 12, '0') AS bin
  FROM seeding, generate_series(0, organisations - 1) AS n;
INSERT INTO organisation (id, bin, name) SELECT id, bin, 'ЖШС «Үлгі ' || n || '»' FROM s_organisation;

-- The first of them are the first heads, each of one organisation; of the others every fifth is an individual, and every
-- thirtieth is of organisation 0, which is a large one. Two in three came early enough to have had their keys renewed.
CREATE TEMP TABLE s_holder AS
  SELECT n, pg_temp.row_id(first_at, 2, n) AS person_id, pg_temp.row_id(first_at, 3, n) AS id, organisation_n,
    (CASE WHEN n < organisations THEN 'FIRST_HEAD' WHEN organisation_n IS NULL THEN 'INDIVIDUAL'
      ELSE (ARRAY['EMPLOYEE', 'EMPLOYEE', 'EMPLOYEE', 'RIGHT_TO_SIGN', 'FINANCIAL_SIGNATURE', 'HR'])[1 + n % 6] END)::"Template" AS template,
    (CASE WHEN n % 10 < 7 THEN 'PERSONAL_COMPUTER' ELSE 'KAZTOKEN' END)::"Storage" AS storage,
    date_trunc('second', first_at) AS first_at, date_trunc('second', first_at + interval '345 days') AS second_at,
    n < renewed AS is_renewed, organisations
  FROM (
    SELECT seeding.*, n, CASE WHEN n < organisations THEN n WHEN n % 5 = 0 THEN NULL WHEN n % 30 = 1 THEN 0
        ELSE 1 + n % (organisations - 1) END AS organisation_n,
      CASE WHEN n < renewed THEN now - interval '700 days' + interval '350 days' * (n::float / renewed)
        ELSE now - interval '360 days' + interval '359 days' * ((n - renewed)::float / (holders - renewed)) END AS first_at
    FROM seeding, generate_series(0, holders - 1) AS n
  ) AS numbered;
CREATE UNIQUE INDEX ON s_holder (n);
ANALYZE s_holder;
INSERT INTO person (id, iin, surname, given_name, patronymic, language)
  SELECT person_id, lpad(n::text, 12, '0'),
    (ARRAY['Ахметов', 'Әбілқасымов', 'Жұмағұлов', 'Ким', 'Қасенов', 'Назарбек', 'Нұрғалиев', 'Омаров', 'Петров', 'Сәрсенбаев', 'Төлеуов', 'Үсенов', 'Шәкіров'])[1 + n % 13],
    (ARRAY['Айдана', 'Әлия', 'Бауыржан', 'Гүлнәр', 'Дәурен', 'Ерлан', 'Жанар', 'Игорь', 'Қайрат', 'Марат', 'Наталья'])[1 + n % 11],
    CASE WHEN n % 7 > 0 THEN 'Үлгіұлы' END, 'kk'
  FROM s_holder;
INSERT INTO holder (id, person_id, organisation_id, template)
  SELECT h.id, h.person_id, o.id, h.template FROM s_holder h LEFT JOIN s_organisation o ON o.n = h.organisation_n;

-- step: Requests
-- The first keys of each, a renewal of some, and what did not become a certificate: waiting, refused, cancelled, …
CREATE TEMP TABLE s_request AS
  SELECT *, pg_temp.row_id(issued_at, 4, n) AS id, pg_temp.request_number(n) AS number FROM (
    SELECT 2 * h.n AS n, h.n AS holder_n, 1 AS generation, first_at AS issued_at, 'INSTALLED'::"RequestState" AS state,
      'DEMONSTRATION'::"Confirmation" AS confirmation FROM s_holder h
    UNION ALL
    SELECT 2 * h.n + 1, h.n, 2, second_at, (CASE WHEN h.n % 9 = 0 THEN 'ISSUED' ELSE 'INSTALLED' END)::"RequestState",
      (CASE WHEN template IN ('INDIVIDUAL', 'FIRST_HEAD') THEN 'NOT_NEEDED' ELSE 'SENIOR_MANAGER' END)::"Confirmation"
    FROM s_holder h WHERE is_renewed
    UNION ALL
    SELECT 2 * holders + h.n, h.n, 3, date_trunc('second', now - interval '29 days' * (h.n::float / holders)),
      (ARRAY['SUBMITTED', 'REFUSED', 'CANCELLED', 'EXPIRED', 'REJECTED'])[1 + h.n / 60 % 5]::"RequestState", 'SENIOR_MANAGER'
    FROM s_holder h, seeding
    WHERE h.n % 12 = 1 AND h.n >= seeding.organisations AND organisation_n IS NOT NULL
  ) AS numbered;
CREATE INDEX ON s_request (holder_n, generation);
ANALYZE s_request;
INSERT INTO key_request (id, number, holder_id, confirmation, state, storage, key_algorithm, auth_csr, sign_csr, auth_spki,
    sign_spki, submitted_at, expires_at, confirmed_at, changed_at, organisation_id)
  SELECT r.id, r.number, h.id, 'DEMONSTRATION', r.state, h.storage, 'EC-P256', '\x30', '\x30', '\x30', '\x30', r.issued_at,
    r.issued_at + interval '30 days', r.issued_at, r.issued_at, o.id
  FROM s_request r JOIN s_holder h ON h.n = r.holder_n LEFT JOIN s_organisation o ON o.n = h.organisation_n WHERE r.generation = 1 ORDER BY r.n;

-- step: First certificates
-- The bytes that differ from one certificate to the next are put into those of its profile, where seed-many.ts found them.
CREATE TEMP VIEW s_certificate AS
  SELECT r.generation, r.id AS request_id, h.id AS holder_id, d.slot, d.profile, d.profile_version, h.storage, r.issued_at,
    pg_temp.row_id(r.issued_at, CASE d.slot WHEN 'AUTH' THEN 5 ELSE 6 END, r.n) AS id, encode(serial, 'hex') AS serial,
    overlay(overlay(overlay(overlay(overlay(d.der PLACING serial FROM d.serial_at) PLACING point FROM d.point_at)
      PLACING ski FROM d.ski_at) PLACING pg_temp.utc(r.issued_at) FROM d.not_before_at) PLACING pg_temp.utc(not_after) FROM d.not_after_at) AS der,
    sha256(overlay(d.spki PLACING point FROM d.spki_point_at)) AS spki_sha256, encode(ski, 'hex') AS ski,
    r.issued_at AS not_before, not_after, r.n % 16 = 3 AS is_revoked,
    r.issued_at + (now - r.issued_at) * (((r.n % 97) + 1) / 99.0) AS revoked_at,
    (ARRAY['KEY_COMPROMISE', 'AFFILIATION_CHANGED', 'SUPERSEDED', 'CESSATION_OF_OPERATION', 'CERTIFICATE_HOLD'])[1 + r.n / 16 % 5]::"RevocationReason" AS reason,
    d.issuer_id, o.id AS organisation_id, d.shard
  FROM seeding CROSS JOIN s_request r JOIN s_holder h ON h.n = r.holder_n
    JOIN s_der d ON d.template = h.template AND d.storage = h.storage AND d.shard = 1 + r.n % crl_shards
    LEFT JOIN s_organisation o ON o.n = h.organisation_n,
    LATERAL (SELECT sha256(convert_to('serial ' || r.n || d.slot, 'UTF8')) AS random,
      sha512(convert_to('point ' || r.n || d.slot, 'UTF8')) AS point,
      r.issued_at + interval '1 day' * d.days - interval '1 second' AS not_after) AS made,
    LATERAL (SELECT set_byte(substr(random, 1, 20), 0, get_byte(random, 0) & 63 | 64) AS serial,
      substr(sha256(point), 1, 20) AS ski) AS named
  WHERE r.generation < 3;
INSERT INTO certificate (id, issuer_id, serial, holder_id, request_id, slot, profile, profile_version, storage, der,
    spki_sha256, ski, not_before, not_after, issued_at, revoked_at, revocation_reason,
    organisation_id, shard)
  SELECT id, issuer_id, serial, holder_id, request_id, slot, profile, profile_version, storage, der, spki_sha256, ski,
    not_before, not_after, issued_at, CASE WHEN is_revoked THEN revoked_at END, CASE WHEN is_revoked THEN reason END,
    organisation_id, shard
  FROM s_certificate WHERE generation = 1;

-- step: Signed forms and renewals
CREATE TEMP TABLE s_form AS
  SELECT r.n, pg_temp.row_id(r.issued_at, 7, r.n) AS form_id, pg_temp.row_id(r.issued_at, 8, r.n) AS word_id,
    pg_temp.row_id(h.first_at, 6, 2 * h.n) AS signer_id,
    o.head_id, o.head_certificate_id, r.confirmation = 'SENIOR_MANAGER' AND r.state NOT IN ('SUBMITTED', 'CANCELLED', 'EXPIRED') AS is_decided
  FROM s_request r JOIN s_holder h ON h.n = r.holder_n
    LEFT JOIN (SELECT n, id AS head_id, pg_temp.row_id(first_at, 6, 2 * n) AS head_certificate_id FROM s_holder) o ON o.n = h.organisation_n
  WHERE r.generation > 1;
CREATE UNIQUE INDEX ON s_form (n);
ANALYZE s_form;
INSERT INTO signed_document (id, purpose, text, cms, certificate_id, signed_at)
  SELECT f.form_id, 'REISSUE', 'synthetic', '\x30'::bytea, f.signer_id, r.issued_at FROM s_form f JOIN s_request r USING (n)
  UNION ALL
  SELECT f.word_id, (CASE r.state WHEN 'REFUSED' THEN 'REFUSE' ELSE 'CONFIRM' END)::"DocumentPurpose", 'synthetic', '\x30'::bytea,
    f.head_certificate_id, r.issued_at FROM s_form f JOIN s_request r USING (n) WHERE f.is_decided;
INSERT INTO key_request (id, number, holder_id, replaces_id, confirmation, state, storage, key_algorithm, auth_csr, sign_csr,
    auth_spki, sign_spki, document_id, submitted_at, expires_at, confirmed_at, changed_at, rejected_for,
    organisation_id)
  SELECT r.id, r.number, h.id, f.signer_id, r.confirmation, r.state, h.storage, 'EC-P256', '\x30', '\x30', '\x30', '\x30',
    f.form_id, r.issued_at, r.issued_at + interval '30 days',
    CASE WHEN r.state IN ('ISSUED', 'INSTALLED', 'REJECTED') THEN r.issued_at END, r.issued_at,
    CASE r.state WHEN 'REJECTED' THEN 'SIGNATURE_REFUSED' END, o.id
  FROM s_request r JOIN s_form f USING (n) JOIN s_holder h ON h.n = r.holder_n LEFT JOIN s_organisation o ON o.n = h.organisation_n;
INSERT INTO decision (id, request_id, revision, verdict, reason, approver_holder_id, document_id, decided_at)
  SELECT pg_temp.row_id(r.issued_at, 9, r.n), r.id, 1, (CASE r.state WHEN 'REFUSED' THEN 'REFUSE' ELSE 'CONFIRM' END)::"Verdict",
    CASE r.state WHEN 'REFUSED' THEN 'synthetic' END, f.head_id, f.word_id, r.issued_at
  FROM s_request r JOIN s_form f USING (n) WHERE f.is_decided;

-- step: Renewed certificates
INSERT INTO certificate (id, issuer_id, serial, holder_id, request_id, slot, profile, profile_version, storage, der,
    spki_sha256, ski, not_before, not_after, issued_at, revoked_at, revocation_reason,
    organisation_id, shard)
  SELECT id, issuer_id, serial, holder_id, request_id, slot, profile, profile_version, storage, der, spki_sha256, ski,
    not_before, not_after, issued_at, CASE WHEN is_revoked THEN revoked_at END, CASE WHEN is_revoked THEN reason END,
    organisation_id, shard
  FROM s_certificate WHERE generation = 2;

-- step: What else is on record of them
INSERT INTO public_key (spki_sha256, request_id, slot, first_at)
  SELECT c.spki_sha256, c.request_id, c.slot, c.issued_at FROM certificate c JOIN s_request r ON r.id = c.request_id;
INSERT INTO audit_event (at, action, request_id, certificate_id, facts)
  SELECT issued_at, 'request-issued', id, NULL::uuid, '{}'::jsonb FROM s_request WHERE generation < 3
  UNION ALL
  SELECT c.revoked_at, 'certificate-revoked', NULL, c.id, jsonb_build_object('reason', c.revocation_reason)
  FROM certificate c JOIN s_request r ON r.id = c.request_id WHERE c.revoked_at IS NOT NULL;

-- step: Places in the log
SET CONSTRAINTS ALL IMMEDIATE;

-- step: Indexes and guards put back
DO $$ DECLARE made_by text; BEGIN
  FOR made_by IN SELECT s_index.made_by FROM s_index LOOP EXECUTE made_by; END LOOP;
END $$;
ALTER TABLE certificate ENABLE TRIGGER USER;
ALTER TABLE key_request ENABLE TRIGGER USER;
ALTER TABLE decision ENABLE TRIGGER USER;
