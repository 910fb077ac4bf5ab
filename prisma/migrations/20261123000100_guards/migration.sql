-- What Prisma cannot say: who may do what, and what never happens whoever asks.
-- "Owner" is whoever owns the tables: migrations, the ceremony and the demonstration, never a running process.

-- 1. One of a kind ---------------------------------------------------------------------------------------------------

CREATE UNIQUE INDEX holder_individual_key ON holder (person_id, template) WHERE organisation_id IS NULL;
CREATE UNIQUE INDEX key_request_one_open ON key_request (holder_id) WHERE state IN ('SUBMITTED', 'CONFIRMED', 'ISSUING');
CREATE UNIQUE INDEX issuance_intent_one_open ON issuance_intent (request_id, slot) WHERE voided_at IS NULL;

ALTER TABLE certificate ADD CONSTRAINT certificate_revocation_whole
  CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL));
ALTER TABLE key_request ADD CONSTRAINT key_request_signed
  CHECK (document_id IS NOT NULL OR confirmation = 'DEMONSTRATION');
ALTER TABLE key_request ADD CONSTRAINT key_request_rejected_for
  CHECK ((state = 'REJECTED') = (rejected_for IS NOT NULL));
ALTER TABLE decision ADD CONSTRAINT decision_reason CHECK ((verdict = 'REFUSE') = (reason IS NOT NULL));

-- 2. Rate limits, in the shape that rate-limiter-flexible wants; a crash may forget them -------------------------------

CREATE UNLOGGED TABLE rate_limit (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);
CREATE INDEX rate_limit_expire ON rate_limit (expire);

-- 3. Whoever asks ------------------------------------------------------------------------------------------------------

CREATE FUNCTION tanba_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'tanba: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON signed_document FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON public_key FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON authority_certificate FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_deleted BEFORE DELETE ON certificate FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_deleted BEFORE DELETE ON issuance_intent FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_deleted BEFORE DELETE ON key_request FOR EACH ROW EXECUTE FUNCTION tanba_refuse();

CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_event EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON signed_document EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON decision EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public_key EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON authority_certificate EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON certificate EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON issuance_intent EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON key_request EXECUTE FUNCTION tanba_refuse();

-- A certificate changes in its revocation alone, and only a hold is ever taken back.
CREATE FUNCTION tanba_guard_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - '{revoked_at,revocation_reason}'::text[]) <> (to_jsonb(OLD) - '{revoked_at,revocation_reason}'::text[]) THEN
    RAISE EXCEPTION 'tanba: a certificate never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.revoked_at IS NOT NULL AND OLD.revocation_reason <> 'CERTIFICATE_HOLD'
    AND (NEW.revoked_at, NEW.revocation_reason) IS DISTINCT FROM (OLD.revoked_at, OLD.revocation_reason) THEN
    RAISE EXCEPTION 'tanba: a revocation is final' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON certificate FOR EACH ROW EXECUTE FUNCTION tanba_guard_certificate();

-- An intent changes once: its serial is buried.
CREATE FUNCTION tanba_guard_intent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'voided_at') <> (to_jsonb(OLD) - 'voided_at')
    OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at) THEN
    RAISE EXCEPTION 'tanba: an intent never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON issuance_intent FOR EACH ROW EXECUTE FUNCTION tanba_guard_intent();

-- The owner of the tables is not one of the running processes.
CREATE FUNCTION tanba_is_owner() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'public.key_request'::regclass
$$;

-- 4. The way of a request ------------------------------------------------------------------------------------------------

CREATE FUNCTION tanba_guard_new_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject holder%ROWTYPE;
BEGIN
  IF tanba_is_owner() THEN RETURN NEW; END IF;
  IF NEW.confirmation = 'DEMONSTRATION' THEN
    RAISE EXCEPTION 'tanba: only the owner demonstrates' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.state <> 'SUBMITTED' AND NOT (NEW.state = 'CONFIRMED' AND NEW.confirmation = 'NOT_NEEDED') THEN
    RAISE EXCEPTION 'tanba: a request begins as SUBMITTED, not as %', NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT * INTO STRICT subject FROM holder WHERE id = NEW.holder_id;
  IF (NEW.confirmation = 'NOT_NEEDED') <> (subject.template IN ('INDIVIDUAL', 'FIRST_HEAD')) THEN
    RAISE EXCEPTION 'tanba: % does not fit a request of %', NEW.confirmation, subject.template
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new BEFORE INSERT ON key_request FOR EACH ROW EXECUTE FUNCTION tanba_guard_new_request();

CREATE FUNCTION tanba_guard_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - '{state,changed_at,confirmed_at,rejected_for}'::text[])
    <> (to_jsonb(OLD) - '{state,changed_at,confirmed_at,rejected_for}'::text[]) THEN
    RAISE EXCEPTION 'tanba: a request never changes but in its state' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = OLD.state THEN RETURN NEW; END IF;

  IF (OLD.state, NEW.state) NOT IN (
    ('SUBMITTED', 'CONFIRMED'), ('SUBMITTED', 'REFUSED'), ('SUBMITTED', 'CANCELLED'), ('SUBMITTED', 'EXPIRED'),
    ('CONFIRMED', 'ISSUING'), ('CONFIRMED', 'REJECTED'), ('CONFIRMED', 'CANCELLED'),
    ('ISSUING', 'ISSUED'), ('ISSUING', 'REJECTED'), ('ISSUED', 'INSTALLED')
  ) THEN
    RAISE EXCEPTION 'tanba: % does not follow %', NEW.state, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF current_user = 'tanba_web' AND NEW.state IN ('ISSUING', 'ISSUED', 'REJECTED') THEN
    RAISE EXCEPTION 'tanba: % is the worker''s word', NEW.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF tanba_is_owner() THEN RETURN NEW; END IF;

  IF (NEW.state = 'REFUSED' OR (NEW.state = 'CONFIRMED' AND NEW.confirmation <> 'NOT_NEEDED')) AND NOT EXISTS (
    SELECT FROM decision WHERE request_id = NEW.id AND revision = NEW.revision
      AND verdict = (CASE NEW.state WHEN 'CONFIRMED' THEN 'CONFIRM' ELSE 'REFUSE' END)::"Verdict"
  ) THEN
    RAISE EXCEPTION 'tanba: % without a decision', NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON key_request FOR EACH ROW EXECUTE FUNCTION tanba_guard_request();

-- Both certificates of a pair or none. At the end of the transaction, so that their order inside it is free.
CREATE FUNCTION tanba_guard_pair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT tanba_is_owner() AND (SELECT count(*) FROM certificate WHERE request_id = NEW.id) <> 2 THEN
    RAISE EXCEPTION 'tanba: issued without a pair' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guard_pair AFTER UPDATE OF state ON key_request DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state = 'ISSUED' AND OLD.state = 'ISSUING') EXECUTE FUNCTION tanba_guard_pair();

-- What is issued was intended: same request, slot and serial, and the serial not buried.
CREATE FUNCTION tanba_guard_new_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT tanba_is_owner() AND NOT EXISTS (
    SELECT FROM issuance_intent
    WHERE request_id = NEW.request_id AND slot = NEW.slot AND serial = NEW.serial AND voided_at IS NULL
  ) THEN
    RAISE EXCEPTION 'tanba: a certificate without an intent' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new BEFORE INSERT ON certificate FOR EACH ROW EXECUTE FUNCTION tanba_guard_new_certificate();

-- 5. Another person of the same organisation decides, once, on a request that waits ---------------------------------------

CREATE FUNCTION tanba_guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  request key_request%ROWTYPE;
  subject holder%ROWTYPE;
  approver holder%ROWTYPE;
BEGIN
  -- The lock puts two decisions, or a decision and a cancellation, one after the other.
  SELECT * INTO STRICT request FROM key_request WHERE id = NEW.request_id FOR NO KEY UPDATE;
  SELECT * INTO STRICT subject FROM holder WHERE id = request.holder_id;
  SELECT * INTO STRICT approver FROM holder WHERE id = NEW.approver_holder_id;

  IF subject.organisation_id IS NULL OR approver.organisation_id IS DISTINCT FROM subject.organisation_id THEN
    RAISE EXCEPTION 'tanba: a decision from another organisation' USING ERRCODE = 'restrict_violation';
  END IF;
  IF approver.person_id = subject.person_id THEN
    RAISE EXCEPTION 'tanba: a decision on one''s own request' USING ERRCODE = 'restrict_violation';
  END IF;
  IF request.state <> 'SUBMITTED' OR request.revision <> NEW.revision OR request.expires_at <= NEW.decided_at THEN
    RAISE EXCEPTION 'tanba: a decision on a request that does not wait' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION tanba_guard_decision();

-- 6. Between the processes ---------------------------------------------------------------------------------------------

-- `web` asks for issuance in the transaction that confirms; it can put no other job into the queue.
CREATE FUNCTION tanba_queue_issuance() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM graphile_worker.add_job('issue-confirmed', job_key => 'issue-confirmed', max_attempts => 1000);
END $$;

CREATE FUNCTION tanba_tell_crl() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tanba_crl', NEW.issuer_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER tell AFTER INSERT ON crl FOR EACH ROW EXECUTE FUNCTION tanba_tell_crl();

-- 7. Roles: what each process can do, and nothing else --------------------------------------------------------------------

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tanba_web', 'tanba_worker', 'tanba_status'] LOOP
    -- Roles belong to the whole server: another register on it may have made them already.
    CONTINUE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = name);
    EXECUTE format('CREATE ROLE %I LOGIN', name);
    EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', name, CASE name WHEN 'tanba_web' THEN '10s' ELSE '60s' END);
    EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', name, '5s');
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', name, '30s');
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tanba_web, tanba_worker, tanba_status;
GRANT EXECUTE ON FUNCTION tanba_is_owner() TO tanba_web, tanba_worker;

GRANT SELECT ON organisation, person, holder, authority_certificate, certificate, public_key, key_request, signed_document,
  decision, audit_event TO tanba_web, tanba_worker;

GRANT UPDATE (language, email_notices) ON person TO tanba_web;
GRANT INSERT ON public_key, key_request, signed_document, decision, audit_event TO tanba_web;
GRANT UPDATE (state, changed_at, confirmed_at) ON key_request TO tanba_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON challenge, session, rate_limit TO tanba_web;
GRANT USAGE ON SEQUENCE audit_event_seq_seq TO tanba_web, tanba_worker;
GRANT EXECUTE ON FUNCTION tanba_queue_issuance() TO tanba_web, tanba_worker;

GRANT INSERT ON certificate, issuance_intent, crl, audit_event TO tanba_worker;
GRANT SELECT ON issuance_intent, crl TO tanba_worker;
GRANT UPDATE (voided_at) ON issuance_intent TO tanba_worker;
GRANT UPDATE (state, changed_at, rejected_for) ON key_request TO tanba_worker;
GRANT UPDATE (revoked_at, revocation_reason) ON certificate TO tanba_worker;
GRANT SELECT, DELETE ON challenge, session, rate_limit TO tanba_worker;

GRANT SELECT ON authority_certificate, crl TO tanba_status;
GRANT SELECT (id, issuer_id, serial, not_before, not_after, revoked_at, revocation_reason) ON certificate TO tanba_status;
