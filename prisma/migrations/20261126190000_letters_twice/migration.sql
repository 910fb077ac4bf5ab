-- A letter whose worker is killed between the server's word and the commit goes out again: once, and then an operator's eyes
-- are better than a third copy. So it is written down when a message begins to go out, and how often it then was lost sight of.
ALTER TABLE "message" ADD COLUMN "handed_at" TIMESTAMPTZ(3);
ALTER TABLE "message" ADD COLUMN "doubts" INTEGER NOT NULL DEFAULT 0;
-- What is underway while this runs was taken by a worker that marked nothing.
UPDATE message SET handed_at = taken_at WHERE state = 'SENDING';

ALTER TABLE message ADD CONSTRAINT message_handed CHECK (handed_at IS NULL OR state = 'SENDING');

CREATE OR REPLACE FUNCTION tanba_guard_message() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  changing CONSTANT text[] := '{facts,due_at,state,attempts,last_error,taken_at,leased_until,sent_at,provider_id,settled_at,handed_at,doubts}';
BEGIN
  IF (to_jsonb(NEW) - changing) <> (to_jsonb(OLD) - changing)
    OR NEW.facts NOT IN (OLD.facts, OLD.facts - '{code,token}'::text[]) THEN
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
