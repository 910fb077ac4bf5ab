-- The outbox: what is to be told to people is written down in the transaction that caused it, and sent by the worker later.

CREATE TYPE "MessageChannel" AS ENUM ('EMAIL', 'SMS');
-- In the order in which they are sent when more wait than may be sent at once.
CREATE TYPE "MessageKind" AS ENUM ('CODE', 'CONFIRM_EMAIL', 'EMAIL_CHANGED', 'NEW_BROWSER', 'CERTIFICATE_REVOKED', 'KEYS_ISSUED',
  'KEYS_INSTALLED', 'REQUEST_WAITING', 'REQUEST_SUBMITTED', 'REQUEST_CONFIRMED', 'REQUEST_REFUSED', 'REQUEST_ENDED',
  'WAITING_REMINDER', 'WAITING_DIGEST', 'EXPIRY');
CREATE TYPE "MessageState" AS ENUM ('QUEUED', 'SENDING', 'SENT', 'DELIVERED', 'FAILED', 'UNKNOWN', 'DROPPED');

CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "channel" "MessageChannel" NOT NULL,
    "kind" "MessageKind" NOT NULL,
    "person_id" UUID,
    "address" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "certificate_id" UUID,
    "threshold" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "state" "MessageState" NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "taken_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "provider_id" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "message_key_key" ON "message"("key");
CREATE UNIQUE INDEX "message_certificate_id_channel_threshold_key" ON "message"("certificate_id", "channel", "threshold");
CREATE INDEX "message_person_id_created_at_idx" ON "message"("person_id", "created_at");
CREATE INDEX "message_taken_at_idx" ON "message"("taken_at");
ALTER TABLE "message" ADD CONSTRAINT "message_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "message" ADD CONSTRAINT "message_certificate_id_fkey"
  FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "notice_plan" (
    "id" INTEGER NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "jumped_at" TIMESTAMPTZ(3),
    "jumped_seconds" INTEGER,

    CONSTRAINT "notice_plan_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "person" ADD COLUMN "notice_kinds_off" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What waits is taken in this order, what was interrupted when its lease ends; receipts are asked for where one may come.
CREATE INDEX message_queued ON message (kind, due_at) WHERE state = 'QUEUED';
CREATE INDEX message_sending ON message (leased_until) WHERE state = 'SENDING';
CREATE INDEX message_awaits_receipt ON message (due_at) WHERE state = 'SENT' AND provider_id IS NOT NULL;
-- What an operator should see to.
CREATE INDEX message_dead ON message (settled_at) WHERE state IN ('FAILED', 'UNKNOWN');
-- The SIGN certificate stands for its pair: whose end comes near, in the order of their ends.
CREATE INDEX certificate_ending ON certificate (not_after) WHERE slot = 'SIGN';

ALTER TABLE message ADD CONSTRAINT message_settled
  CHECK ((state IN ('QUEUED', 'SENDING')) = (settled_at IS NULL));
ALTER TABLE message ADD CONSTRAINT message_expiry
  CHECK ((kind = 'EXPIRY') = (threshold IS NOT NULL) AND (threshold IS NULL OR certificate_id IS NOT NULL));
ALTER TABLE person ADD CONSTRAINT person_notice_kinds_off
  CHECK (notice_kinds_off IS NOT NULL AND notice_kinds_off <@ ARRAY['EXPIRY', 'REQUESTS', 'APPROVALS']);
ALTER TABLE notice_plan ADD CONSTRAINT notice_plan_one CHECK (id = 1);

-- A stolen `web` neither proves anybody by a code nor writes to whom it likes: it tells people of the register, by e-mail,
-- what has happened to them.
CREATE FUNCTION tanba_guard_new_message() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF current_user = 'tanba_web' AND (NEW.kind IN ('CODE', 'CONFIRM_EMAIL', 'EMAIL_CHANGED', 'EXPIRY')
    OR NEW.channel <> 'EMAIL' OR NEW.address IS NOT NULL OR NEW.person_id IS NULL) THEN
    RAISE EXCEPTION 'tanba: % is the worker''s word', NEW.kind USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new BEFORE INSERT ON message FOR EACH ROW EXECUTE FUNCTION tanba_guard_new_message();

-- What is told to whom never changes, but that secrets are taken out of it; and what is settled is settled, but for a receipt.
CREATE FUNCTION tanba_guard_message() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (to_jsonb(NEW) - '{facts,due_at,state,attempts,last_error,taken_at,leased_until,sent_at,provider_id,settled_at}'::text[])
    <> (to_jsonb(OLD) - '{facts,due_at,state,attempts,last_error,taken_at,leased_until,sent_at,provider_id,settled_at}'::text[])
    OR NEW.facts NOT IN (OLD.facts, OLD.facts - '{code,token}'::text[]) THEN
    RAISE EXCEPTION 'tanba: a message never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.settled_at IS NOT NULL AND NEW.state <> OLD.state
    AND NOT (OLD.state IN ('SENT', 'UNKNOWN') AND NEW.state IN ('DELIVERED', 'FAILED', 'UNKNOWN')) THEN
    RAISE EXCEPTION 'tanba: % does not follow %', NEW.state, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON message FOR EACH ROW EXECUTE FUNCTION tanba_guard_message();

-- What was told is kept for more than a year; a notice that was planned under a wrong time, and never tried, goes at once.
CREATE FUNCTION tanba_guard_message_end() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.settled_at < clock_timestamp() - interval '400 days'
    OR (OLD.kind = 'EXPIRY' AND OLD.state = 'QUEUED' AND OLD.attempts = 0) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'tanba: a message is kept' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER guard_end BEFORE DELETE ON message FOR EACH ROW EXECUTE FUNCTION tanba_guard_message_end();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON message EXECUTE FUNCTION tanba_refuse();

-- Whoever writes to the outbox has it emptied, and puts no other job into the queue.
CREATE FUNCTION tanba_queue_messages() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('deliver-messages', job_key => 'deliver-messages', max_attempts => 1000);
END $$;

REVOKE ALL ON FUNCTION tanba_guard_new_message(), tanba_guard_message(), tanba_guard_message_end(), tanba_queue_messages()
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_queue_messages() TO tanba_web, tanba_worker;

-- `web` reads that something was told, never what or where to.
GRANT INSERT (id, key, channel, kind, person_id, address, facts, certificate_id, threshold, created_at, due_at, expires_at)
  ON message TO tanba_web;
GRANT SELECT (id, channel, kind, person_id, certificate_id, threshold, created_at, state, settled_at) ON message TO tanba_web;
GRANT UPDATE (notice_kinds_off) ON person TO tanba_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON message TO tanba_worker;
GRANT SELECT, INSERT, UPDATE ON notice_plan TO tanba_worker;
-- For what an operator should see to: how much waits and what failed, of nobody in particular.
GRANT SELECT (channel, kind, due_at, state, settled_at) ON message TO tanba_status;
GRANT SELECT ON notice_plan TO tanba_status;
