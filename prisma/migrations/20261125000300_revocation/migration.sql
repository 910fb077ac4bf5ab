-- Revocation: a person signs an order, `web` writes it down and nothing else, the worker verifies it again and acts.

ALTER TYPE "DocumentPurpose" ADD VALUE 'REVOKE';
ALTER TYPE "DocumentPurpose" ADD VALUE 'RELEASE';

CREATE TYPE "RevocationOutcome" AS ENUM ('APPLIED', 'UNCHANGED', 'REFUSED');

CREATE TABLE "revocation_order" (
    "id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "reason" "RevocationReason",
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "outcome" "RevocationOutcome",
    "refused_for" TEXT,

    CONSTRAINT "revocation_order_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "revocation_order_document_id_certificate_id_key" ON "revocation_order"("document_id", "certificate_id");
CREATE INDEX "revocation_order_certificate_id_ordered_at_idx" ON "revocation_order"("certificate_id", "ordered_at");
CREATE INDEX "revocation_order_ordered_at_idx" ON "revocation_order"("ordered_at");
ALTER TABLE "revocation_order" ADD CONSTRAINT "revocation_order_document_id_fkey"
  FOREIGN KEY ("document_id") REFERENCES "signed_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "revocation_order" ADD CONSTRAINT "revocation_order_certificate_id_fkey"
  FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Pages and sessions ask for what is not done yet, and the worker takes it in this order.
CREATE INDEX revocation_order_open ON revocation_order (ordered_at, id) WHERE done_at IS NULL;
CREATE INDEX revocation_order_open_certificate ON revocation_order (certificate_id) WHERE done_at IS NULL;
-- Which open requests die with the certificate that they were signed with.
CREATE INDEX key_request_open_replaces ON key_request (replaces_id) WHERE state IN ('SUBMITTED', 'CONFIRMED', 'ISSUING');

ALTER TABLE revocation_order ADD CONSTRAINT revocation_order_whole CHECK ((done_at IS NULL) = (outcome IS NULL));
ALTER TABLE revocation_order ADD CONSTRAINT revocation_order_refused_for
  CHECK ((outcome IS NOT DISTINCT FROM 'REFUSED') = (refused_for IS NOT NULL));

-- An order changes once: it is done.
CREATE FUNCTION tanba_guard_order() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (to_jsonb(NEW) - '{done_at,outcome,refused_for}'::text[]) <> (to_jsonb(OLD) - '{done_at,outcome,refused_for}'::text[])
    OR OLD.done_at IS NOT NULL THEN
    RAISE EXCEPTION 'tanba: an order never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION tanba_guard_order() FROM PUBLIC;
CREATE TRIGGER guard BEFORE UPDATE ON revocation_order FOR EACH ROW EXECUTE FUNCTION tanba_guard_order();
CREATE TRIGGER never_deleted BEFORE DELETE ON revocation_order FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON revocation_order EXECUTE FUNCTION tanba_refuse();

-- A certificate changes in its revocation alone. A hold is lifted, or becomes a revocation from the day of the hold on; of
-- any other revocation only the reason may change, and only to the compromise of the key.
CREATE OR REPLACE FUNCTION tanba_guard_certificate() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (to_jsonb(NEW) - '{revoked_at,revocation_reason}'::text[]) <> (to_jsonb(OLD) - '{revoked_at,revocation_reason}'::text[]) THEN
    RAISE EXCEPTION 'tanba: a certificate never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.revoked_at IS NULL OR (NEW.revoked_at, NEW.revocation_reason) IS NOT DISTINCT FROM (OLD.revoked_at, OLD.revocation_reason) THEN
    RETURN NEW;
  END IF;
  IF OLD.revocation_reason = 'CERTIFICATE_HOLD' AND NEW.revoked_at IS NULL THEN RETURN NEW; END IF;
  IF NEW.revoked_at IS NOT DISTINCT FROM OLD.revoked_at
    AND (OLD.revocation_reason = 'CERTIFICATE_HOLD' OR NEW.revocation_reason = 'KEY_COMPROMISE') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'tanba: a revocation is final' USING ERRCODE = 'restrict_violation';
END $$;

-- A request dies with the key that it was signed with, even while it waits for the senior manager: the worker's word.
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

  IF (NEW.state = 'REFUSED' OR (NEW.state = 'CONFIRMED' AND NEW.confirmation <> 'NOT_NEEDED')) AND NOT EXISTS (
    SELECT FROM decision WHERE request_id = NEW.id AND revision = NEW.revision
      AND verdict = (CASE NEW.state WHEN 'CONFIRMED' THEN 'CONFIRM' ELSE 'REFUSE' END)::"Verdict"
  ) THEN
    RAISE EXCEPTION 'tanba: % without a decision', NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- Everybody takes certificates in this order: who writes orders down, and who stores what was signed for a request that
-- one of them signed (see `storeIssued`). So an order comes before a new pair or after it, and never into the middle.
CREATE FUNCTION tanba_lock_certificates(ids uuid[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM certificate WHERE id = ANY (ids) ORDER BY id FOR KEY SHARE;
END $$;
REVOKE ALL ON FUNCTION tanba_lock_certificates(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_lock_certificates(uuid[]) TO tanba_web;

-- `web` asks for what is ordered to be done, in the transaction that writes the order down, and has the worker look at what
-- an installed request replaces; no other job is behind these.
CREATE FUNCTION tanba_queue_revocation() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('apply-revocations', job_key => 'apply-revocations', max_attempts => 1000);
END $$;
CREATE FUNCTION tanba_queue_replaced(request_id uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('revoke-replaced', json_build_object('requestId', request_id),
    job_key => 'revoke-replaced ' || request_id, max_attempts => 1000);
END $$;
REVOKE ALL ON FUNCTION tanba_queue_revocation(), tanba_queue_replaced(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_queue_revocation() TO tanba_web, tanba_worker;
GRANT EXECUTE ON FUNCTION tanba_queue_replaced(uuid) TO tanba_web;

GRANT SELECT ON revocation_order TO tanba_web, tanba_worker;
-- Nobody but the worker says what became of an order.
GRANT INSERT (id, document_id, certificate_id, reason, ordered_at) ON revocation_order TO tanba_web;
GRANT UPDATE (done_at, outcome, refused_for) ON revocation_order TO tanba_worker;
