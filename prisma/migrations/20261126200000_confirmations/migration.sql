-- More than one person may have to confirm: an organisation says how many, the register counts them, and `web` can change
-- neither. What is needed of a request is what its organisation wanted when it was filed.

ALTER TABLE organisation ADD COLUMN confirmations integer NOT NULL DEFAULT 1;
ALTER TABLE organisation ADD CONSTRAINT organisation_confirmations CHECK (confirmations BETWEEN 1 AND 3);
ALTER TABLE key_request ADD COLUMN confirmations_needed integer NOT NULL DEFAULT 1;
ALTER TABLE key_request ADD CONSTRAINT key_request_confirmations_needed CHECK (confirmations_needed BETWEEN 1 AND 3);

-- A person says a word once, in whatever capacity.
ALTER TABLE decision ADD COLUMN approver_person_id uuid;
ALTER TABLE decision DISABLE TRIGGER USER;
UPDATE decision d SET approver_person_id = h.person_id FROM holder h WHERE h.id = d.approver_holder_id;
ALTER TABLE decision ENABLE TRIGGER USER;
DROP INDEX "decision_request_id_revision_key";
CREATE UNIQUE INDEX "decision_request_id_revision_approver_person_id_key" ON "decision"("request_id", "revision", "approver_person_id");

-- Whatever the one who inserts says. Who is confirmed otherwise than by a senior manager has guards of its own.
CREATE FUNCTION tanba_fill_confirmations() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.confirmation = 'SENIOR_MANAGER' THEN
    NEW.confirmations_needed := COALESCE((SELECT o.confirmations FROM holder h JOIN organisation o ON o.id = h.organisation_id
      WHERE h.id = NEW.holder_id), 1);
  ELSIF NEW.confirmation IN ('NOT_NEEDED', 'DEMONSTRATION') THEN
    NEW.confirmations_needed := 1;
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION tanba_fill_confirmations() FROM PUBLIC;
CREATE TRIGGER fill_confirmations BEFORE INSERT ON key_request FOR EACH ROW EXECUTE FUNCTION tanba_fill_confirmations();

CREATE OR REPLACE FUNCTION tanba_guard_decision() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  request key_request%ROWTYPE;
  subject holder%ROWTYPE;
  approver holder%ROWTYPE;
BEGIN
  -- The lock puts two decisions, or a decision and a cancellation, one after the other.
  SELECT * INTO STRICT request FROM key_request WHERE id = NEW.request_id FOR NO KEY UPDATE;
  SELECT * INTO STRICT subject FROM holder WHERE id = request.holder_id;
  SELECT * INTO STRICT approver FROM holder WHERE id = NEW.approver_holder_id;
  NEW.approver_person_id := approver.person_id;

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

-- Confirmed is what as many persons as are needed confirmed and none refused.
CREATE FUNCTION tanba_is_decided(request key_request) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE request.state
    WHEN 'CONFIRMED' THEN count(DISTINCT approver_person_id) FILTER (WHERE verdict = 'CONFIRM') >= request.confirmations_needed
      AND count(*) FILTER (WHERE verdict = 'REFUSE') = 0
    ELSE count(*) FILTER (WHERE verdict = 'REFUSE') > 0 END
  FROM decision WHERE request_id = request.id AND revision = request.revision
$$;
REVOKE ALL ON FUNCTION tanba_is_decided(key_request) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_is_decided(key_request) TO tanba_web, tanba_worker;

CREATE OR REPLACE FUNCTION tanba_guard_request() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
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
  IF tanba_is_owner() THEN RETURN NEW; END IF;

  IF (NEW.state = 'REFUSED' OR (NEW.state = 'CONFIRMED' AND NEW.confirmation <> 'NOT_NEEDED'))
    AND NOT tanba_is_decided(NEW) THEN
    RAISE EXCEPTION 'tanba: % without a decision of all who are needed', NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
