-- What was given up, or lost sight of, goes out once more when an operator says so: as a message of its own that names the one
-- it repeats. The other row stays as it was.
ALTER TABLE "message" ADD COLUMN "sent_to" TEXT;
ALTER TABLE "message" ADD COLUMN "repeats_id" UUID;
CREATE UNIQUE INDEX "message_repeats_id_key" ON "message"("repeats_id");
ALTER TABLE "message" ADD CONSTRAINT "message_repeats_id_fkey"
  FOREIGN KEY ("repeats_id") REFERENCES "message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A rung of the ladder is told once, and again by an operator's word alone.
DROP INDEX "message_certificate_id_channel_threshold_key";
CREATE UNIQUE INDEX message_rung ON message (certificate_id, channel, threshold) WHERE repeats_id IS NULL;

-- What an operator looks through: all, or one state; what else they choose by is read in the index.
CREATE INDEX "message_by_time" ON "message"("created_at", "id", "kind", "channel");
CREATE INDEX "message_by_state" ON "message"("state", "created_at", "id", "kind", "channel");

CREATE OR REPLACE FUNCTION tanba_guard_message() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  changing CONSTANT text[] := '{facts,due_at,state,attempts,last_error,taken_at,leased_until,sent_at,provider_id,settled_at,handed_at,doubts,sent_to,repeats_id}';
BEGIN
  IF (to_jsonb(NEW) - changing) <> (to_jsonb(OLD) - changing)
    OR NEW.facts NOT IN (OLD.facts, OLD.facts - '{code,token}'::text[]) THEN
    RAISE EXCEPTION 'tanba: a message never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  -- what it repeats is forgotten before it
  IF NEW.repeats_id IS DISTINCT FROM OLD.repeats_id
    AND (NEW.repeats_id IS NOT NULL OR EXISTS (SELECT FROM message WHERE id = OLD.repeats_id)) THEN
    RAISE EXCEPTION 'tanba: a message never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.doubts < OLD.doubts THEN
    RAISE EXCEPTION 'tanba: no doubt is taken back' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.settled_at IS NOT NULL AND NEW.state <> OLD.state
    AND NOT (OLD.state IN ('SENT', 'UNKNOWN') AND NEW.state IN ('DELIVERED', 'FAILED', 'UNKNOWN')) THEN
    RAISE EXCEPTION 'tanba: % does not follow %', NEW.state, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

-- `web` reads neither what is told nor where to, so the register itself copies it; a stolen `web` repeats nothing but what was
-- given up, to the same person, once.
CREATE FUNCTION tanba_repeat_message(repeated uuid, as_id uuid, at timestamptz) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM message
      WHERE id = repeated AND state IN ('FAILED', 'UNKNOWN') AND kind NOT IN ('CODE', 'CONFIRM_EMAIL')) THEN
    RAISE EXCEPTION 'tanba: only what was given up is sent again, and no secret' USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO message (id, key, channel, kind, person_id, address, facts, certificate_id, threshold, created_at, due_at,
      expires_at, repeats_id)
    SELECT as_id, 'again:' || as_id, channel, kind, person_id, address, facts, certificate_id, threshold, at, at,
      expires_at, id
    FROM message WHERE id = repeated
    ON CONFLICT (repeats_id) DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM tanba_queue_messages();
  RETURN true;
END $$;

-- Which request a message tells of; what a code is for is nobody's to know.
CREATE FUNCTION tanba_message_number(told uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT facts->>'number' FROM message WHERE id = told AND kind NOT IN ('CODE', 'CONFIRM_EMAIL')
$$;

REVOKE ALL ON FUNCTION tanba_repeat_message(uuid, uuid, timestamptz), tanba_message_number(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_repeat_message(uuid, uuid, timestamptz), tanba_message_number(uuid) TO tanba_web;
GRANT SELECT (due_at, expires_at, attempts, last_error, sent_at, sent_to, repeats_id) ON message TO tanba_web;
-- What an operator has sent again is seen to.
GRANT SELECT (id, repeats_id) ON message TO tanba_status;
