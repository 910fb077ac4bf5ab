-- First keys: a person without a valid key asks for them, and operators of the Registration Centre who have seen the person
-- sign for it. Whoever files such a request has proved nothing, so that nothing follows from it but a number.

CREATE TYPE "RegisterOutcome" AS ENUM ('FOUND', 'NOT_FOUND', 'NOT_FIRST_HEAD');
CREATE TYPE "IdentityDocument" AS ENUM ('ID_CARD', 'PASSPORT', 'RESIDENCE_PERMIT');

CREATE TABLE "register_question" (
    "id" UUID NOT NULL,
    "iin" CHAR(12) NOT NULL,
    "bin" CHAR(12),
    "template" "Template" NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "delayed_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "outcome" "RegisterOutcome",
    "surname" TEXT,
    "given_name" TEXT,
    "patronymic" TEXT,
    "organisation" TEXT,

    CONSTRAINT "register_question_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "register_question_asked_at_idx" ON "register_question"("asked_at");

CREATE TABLE "centre_decision" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "reason" TEXT,
    "operator_holder_id" UUID NOT NULL,
    "operator_person_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "question_id" UUID,
    "seen" "IdentityDocument",
    "seen_end" CHAR(4),
    "appointment" TEXT,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "centre_decision_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "centre_decision_document_id_key" ON "centre_decision"("document_id");
CREATE UNIQUE INDEX "centre_decision_request_id_revision_operator_person_id_key"
  ON "centre_decision"("request_id", "revision", "operator_person_id");
CREATE INDEX "centre_decision_question_id_idx" ON "centre_decision"("question_id");
ALTER TABLE "centre_decision" ADD CONSTRAINT "centre_decision_request_id_fkey"
  FOREIGN KEY ("request_id") REFERENCES "key_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "centre_decision" ADD CONSTRAINT "centre_decision_operator_holder_id_fkey"
  FOREIGN KEY ("operator_holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "centre_decision" ADD CONSTRAINT "centre_decision_document_id_fkey"
  FOREIGN KEY ("document_id") REFERENCES "signed_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "centre_decision" ADD CONSTRAINT "centre_decision_question_id_fkey"
  FOREIGN KEY ("question_id") REFERENCES "register_question"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "key_request" ADD COLUMN "question_id" UUID;
CREATE INDEX "key_request_question_id_idx" ON "key_request"("question_id");
ALTER TABLE "key_request" ADD CONSTRAINT "key_request_question_id_fkey"
  FOREIGN KEY ("question_id") REFERENCES "register_question"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- 1. What the state registers were asked and have answered -------------------------------------------------------------------

ALTER TABLE register_question ADD CONSTRAINT register_question_numbers CHECK (iin ~ '^[0-9]{12}$' AND bin ~ '^[0-9]{12}$'
  AND (template = 'INDIVIDUAL') = (bin IS NULL));
ALTER TABLE register_question ADD CONSTRAINT register_question_answered CHECK ((answered_at IS NULL) = (outcome IS NULL)
  AND (outcome IS NOT DISTINCT FROM 'FOUND') = (num_nonnulls(surname, given_name) = 2)
  AND (outcome IS NOT DISTINCT FROM 'FOUND' OR num_nonnulls(surname, given_name, patronymic, organisation) = 0)
  AND (outcome IS DISTINCT FROM 'FOUND' OR (organisation IS NULL) = (bin IS NULL)));

CREATE INDEX register_question_waiting ON register_question (asked_at, id) WHERE answered_at IS NULL;

-- A question stays what it was, and is answered once.
CREATE FUNCTION tanba_guard_question() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.iin, NEW.bin, NEW.template, NEW.asked_at) IS DISTINCT FROM (OLD.id, OLD.iin, OLD.bin, OLD.template, OLD.asked_at)
    OR OLD.answered_at IS NOT NULL THEN
    RAISE EXCEPTION 'tanba: an answer never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON register_question FOR EACH ROW EXECUTE FUNCTION tanba_guard_question();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON register_question EXECUTE FUNCTION tanba_refuse();

CREATE FUNCTION tanba_queue_questions() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('answer-questions', job_key => 'answer-questions', max_attempts => 1000);
END $$;

-- The one way in which `web` gets a person, an organisation or a capacity into the register: as the state registers have
-- answered the worker. Who is known stays as known; whom the centre has seen, the worker calls by their new name.
CREATE FUNCTION tanba_enter_applicant(question uuid, language text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  q register_question%ROWTYPE;
  whose uuid;
  place uuid;
  capacity uuid;
BEGIN
  SELECT * INTO STRICT q FROM register_question WHERE id = question;
  IF q.outcome IS DISTINCT FROM 'FOUND' THEN
    RAISE EXCEPTION 'tanba: nobody whom the state registers know' USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO person (id, iin, surname, given_name, patronymic, language)
    VALUES (gen_random_uuid(), q.iin, q.surname, q.given_name, q.patronymic, tanba_enter_applicant.language)
    ON CONFLICT (iin) DO NOTHING;
  SELECT id INTO STRICT whose FROM person WHERE iin = q.iin;
  IF q.bin IS NOT NULL THEN
    INSERT INTO organisation (id, bin, name) VALUES (gen_random_uuid(), q.bin, q.organisation) ON CONFLICT (bin) DO NOTHING;
    SELECT id INTO STRICT place FROM organisation WHERE bin = q.bin;
  END IF;
  INSERT INTO holder (id, person_id, organisation_id, template) VALUES (gen_random_uuid(), whose, place, q.template)
    ON CONFLICT DO NOTHING;
  SELECT id INTO STRICT capacity FROM holder
    WHERE person_id = whose AND organisation_id IS NOT DISTINCT FROM place AND template = q.template;
  RETURN capacity;
END $$;

-- 2. The request ---------------------------------------------------------------------------------------------------------------

-- A stranger may file one in anybody's name: it is in nobody's way. Of those that the centre has confirmed one is issued on.
DROP INDEX key_request_one_open;
CREATE UNIQUE INDEX key_request_one_open ON key_request (holder_id)
  WHERE state IN ('SUBMITTED', 'CONFIRMED', 'ISSUING') AND confirmation <> 'REGISTRATION_CENTRE';
CREATE UNIQUE INDEX key_request_one_first ON key_request (holder_id)
  WHERE state IN ('CONFIRMED', 'ISSUING') AND confirmation = 'REGISTRATION_CENTRE';

ALTER TABLE key_request DROP CONSTRAINT key_request_signed;
ALTER TABLE key_request ADD CONSTRAINT key_request_signed CHECK (CASE confirmation
  WHEN 'DEMONSTRATION' THEN question_id IS NULL
  WHEN 'REGISTRATION_CENTRE' THEN question_id IS NOT NULL AND document_id IS NULL AND replaces_id IS NULL
  ELSE document_id IS NOT NULL AND question_id IS NULL END);

-- Beside its own, the guards of requests and decisions are left as they are: this way has guards of its own.
DROP TRIGGER guard_new ON key_request;
CREATE TRIGGER guard_new BEFORE INSERT ON key_request FOR EACH ROW
  WHEN (NEW.confirmation <> 'REGISTRATION_CENTRE') EXECUTE FUNCTION tanba_guard_new_request();
DROP TRIGGER guard ON key_request;
CREATE TRIGGER guard BEFORE UPDATE ON key_request FOR EACH ROW
  WHEN (OLD.confirmation <> 'REGISTRATION_CENTRE') EXECUTE FUNCTION tanba_guard_request();

-- Whether a question is about this capacity, and the state registers know it.
CREATE FUNCTION tanba_question_fits(question uuid, capacity uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM register_question q, holder h JOIN person p ON p.id = h.person_id LEFT JOIN organisation o ON o.id = h.organisation_id
    WHERE q.id = question AND h.id = capacity AND q.outcome = 'FOUND'
      AND q.iin = p.iin AND q.bin IS NOT DISTINCT FROM o.bin AND q.template = h.template)
$$;

CREATE FUNCTION tanba_guard_new_first_keys() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.state <> 'SUBMITTED' OR NOT tanba_question_fits(NEW.question_id, NEW.holder_id) THEN
    RAISE EXCEPTION 'tanba: first keys for nobody whom the state registers know' USING ERRCODE = 'restrict_violation';
  END IF;
  -- employees are for their senior manager to vouch for
  IF (SELECT template FROM holder WHERE id = NEW.holder_id) NOT IN ('INDIVIDUAL', 'FIRST_HEAD') THEN
    RAISE EXCEPTION 'tanba: the Registration Centre gives no keys to employees' USING ERRCODE = 'restrict_violation';
  END IF;
  -- for a whole organisation two operators vouch
  NEW.confirmations_needed := CASE (SELECT template FROM holder WHERE id = NEW.holder_id) WHEN 'FIRST_HEAD' THEN 2 ELSE 1 END;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new_first_keys BEFORE INSERT ON key_request FOR EACH ROW
  WHEN (NEW.confirmation = 'REGISTRATION_CENTRE') EXECUTE FUNCTION tanba_guard_new_first_keys();

CREATE FUNCTION tanba_guard_first_keys() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (to_jsonb(NEW) - '{state,changed_at,confirmed_at,rejected_for}'::text[])
    <> (to_jsonb(OLD) - '{state,changed_at,confirmed_at,rejected_for}'::text[]) THEN
    RAISE EXCEPTION 'tanba: a request never changes but in its state' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = OLD.state THEN RETURN NEW; END IF;
  IF (OLD.state, NEW.state) NOT IN (
    ('SUBMITTED', 'CONFIRMED'), ('SUBMITTED', 'REFUSED'), ('SUBMITTED', 'CANCELLED'), ('SUBMITTED', 'EXPIRED'),
    ('SUBMITTED', 'REJECTED'),
    ('CONFIRMED', 'ISSUING'), ('CONFIRMED', 'REJECTED'), ('CONFIRMED', 'CANCELLED'),
    ('ISSUING', 'ISSUED'), ('ISSUING', 'REJECTED'), ('ISSUED', 'INSTALLED')
  ) THEN
    RAISE EXCEPTION 'tanba: % does not follow %', NEW.state, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF current_user = 'tanba_web' AND NEW.state IN ('ISSUING', 'ISSUED', 'REJECTED') THEN
    RAISE EXCEPTION 'tanba: % is the worker''s word', NEW.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- The owner is no exception: nobody demonstrates this way.
  IF NEW.state = 'CONFIRMED' AND (SELECT count(DISTINCT operator_person_id) FROM centre_decision
      WHERE request_id = NEW.id AND revision = NEW.revision AND verdict = 'CONFIRM') < NEW.confirmations_needed
    OR NEW.state = 'REFUSED' AND NOT EXISTS (SELECT FROM centre_decision
      WHERE request_id = NEW.id AND revision = NEW.revision AND verdict = 'REFUSE') THEN
    RAISE EXCEPTION 'tanba: % without a decision', NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_first_keys BEFORE UPDATE ON key_request FOR EACH ROW
  WHEN (OLD.confirmation = 'REGISTRATION_CENTRE') EXECUTE FUNCTION tanba_guard_first_keys();

-- 3. What an operator of the Registration Centre has seen, and signed ------------------------------------------------------------

ALTER TABLE centre_decision ADD CONSTRAINT centre_decision_reason CHECK ((verdict = 'REFUSE') = (reason IS NOT NULL));
ALTER TABLE centre_decision ADD CONSTRAINT centre_decision_seen
  CHECK (num_nonnulls(question_id, seen, seen_end) = CASE verdict WHEN 'CONFIRM' THEN 3 ELSE 0 END
    AND (verdict = 'CONFIRM' OR appointment IS NULL));
ALTER TABLE centre_decision ADD CONSTRAINT centre_decision_seen_end CHECK (seen_end ~ '^[0-9A-Z]{4}$');
ALTER TABLE centre_decision ADD CONSTRAINT centre_decision_appointment CHECK (length(appointment) BETWEEN 3 AND 100);

CREATE FUNCTION tanba_guard_centre_decision() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  request key_request%ROWTYPE;
  subject holder%ROWTYPE;
  operator holder%ROWTYPE;
BEGIN
  -- The lock puts two decisions one after the other.
  SELECT * INTO STRICT request FROM key_request WHERE id = NEW.request_id FOR NO KEY UPDATE;
  SELECT * INTO STRICT subject FROM holder WHERE id = request.holder_id;
  SELECT * INTO STRICT operator FROM holder WHERE id = NEW.operator_holder_id;
  NEW.operator_person_id := operator.person_id;

  IF request.confirmation <> 'REGISTRATION_CENTRE' OR operator.template::text NOT IN ('OPERATOR', 'SENIOR_OPERATOR')
    OR operator.blocked_at IS NOT NULL THEN
    RAISE EXCEPTION 'tanba: a decision of nobody of the Registration Centre' USING ERRCODE = 'restrict_violation';
  END IF;
  IF operator.person_id = subject.person_id THEN
    RAISE EXCEPTION 'tanba: a decision on one''s own request' USING ERRCODE = 'restrict_violation';
  END IF;
  IF request.state <> 'SUBMITTED' OR request.revision <> NEW.revision OR request.expires_at <= NEW.decided_at THEN
    RAISE EXCEPTION 'tanba: a decision on a request that does not wait' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.verdict = 'CONFIRM' AND (NOT tanba_question_fits(NEW.question_id, subject.id)
    OR (subject.template = 'FIRST_HEAD') <> (NEW.appointment IS NOT NULL)) THEN
    RAISE EXCEPTION 'tanba: confirmed without the state registers or the appointment' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM signed_document d JOIN certificate c ON c.id = d.certificate_id
    WHERE d.id = NEW.document_id AND d.purpose::text = NEW.verdict::text AND c.holder_id = operator.id AND c.slot = 'SIGN') THEN
    RAISE EXCEPTION 'tanba: a decision that its operator has not signed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new BEFORE INSERT ON centre_decision FOR EACH ROW EXECUTE FUNCTION tanba_guard_centre_decision();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON centre_decision FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON centre_decision EXECUTE FUNCTION tanba_refuse();

-- 4. Rights --------------------------------------------------------------------------------------------------------------------

REVOKE ALL ON register_question, centre_decision FROM PUBLIC;
REVOKE ALL ON FUNCTION tanba_guard_question(), tanba_queue_questions(), tanba_enter_applicant(uuid, text),
  tanba_question_fits(uuid, uuid), tanba_guard_new_first_keys(), tanba_guard_first_keys(), tanba_guard_centre_decision()
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_queue_questions(), tanba_enter_applicant(uuid, text), tanba_question_fits(uuid, uuid) TO tanba_web;

GRANT SELECT ON register_question, centre_decision TO tanba_web, tanba_worker;
-- Nobody but the worker says what the state registers have answered.
GRANT INSERT (id, iin, bin, template, asked_at) ON register_question TO tanba_web;
GRANT UPDATE (delayed_at, answered_at, outcome, surname, given_name, patronymic, organisation) ON register_question TO tanba_worker;
GRANT DELETE ON register_question TO tanba_worker;
GRANT INSERT ON centre_decision TO tanba_web;
-- Whom the centre has seen is called as the state registers call them.
GRANT UPDATE (surname, given_name, patronymic) ON person TO tanba_worker;
GRANT UPDATE (name) ON organisation TO tanba_worker;
