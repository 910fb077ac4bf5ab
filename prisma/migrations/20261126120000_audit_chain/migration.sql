-- The log that cannot be rewritten: each event gets its place in a chain of hashes when its transaction commits.
-- An event stays what use cases write; an entry is what becomes of it, and is written by nobody but the chain.

-- 1. What is hashed ----------------------------------------------------------------------------------------------------

-- So that who sees a hash, as in somebody else's proof, cannot find the event by guessing. Nobody chooses it.
ALTER TABLE audit_event ADD COLUMN salt uuid NOT NULL DEFAULT gen_random_uuid();
-- Dates that every program writes in the same way.
ALTER TABLE audit_event ADD CONSTRAINT audit_event_at CHECK (at >= '1000-01-01 00:00Z' AND at < '9999-01-01 00:00Z');

-- The bytes of an event, for ever: a JSON object without spaces, its keys in order. `src/portal/audit/event-bytes.ts` makes the same.
CREATE FUNCTION tanba_event_bytes(event audit_event) RETURNS bytea LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT convert_to(
    '{"action":' || to_json(event.action)::text
    || ',"actor":' || coalesce(to_json(event.actor_id)::text, 'null')
    || ',"at":"' || to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    || '","certificate":' || coalesce(to_json(event.certificate_id)::text, 'null')
    || ',"event":' || event.seq::text
    || ',"facts":' || event.facts::text
    || ',"request":' || coalesce(to_json(event.request_id)::text, 'null')
    || ',"salt":"' || event.salt::text || '"}', 'UTF8')
$$;
REVOKE ALL ON FUNCTION tanba_event_bytes(audit_event) FROM PUBLIC;

-- 2. The chain -----------------------------------------------------------------------------------------------------------

CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "event_seq" BIGINT NOT NULL,
    "leaf" BYTEA NOT NULL,
    "prev_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);
CREATE UNIQUE INDEX "audit_entry_event_seq_key" ON "audit_entry"("event_seq");

-- Whoever appends locks it; it has no rows. A lock of the server's by number anybody could take and keep.
CREATE TABLE "audit_turn" ("never" BOOLEAN NOT NULL, CONSTRAINT "audit_turn_pkey" PRIMARY KEY ("never"));

-- leaf: RFC 6962 section 2.1. hash: SHA-256 of the one before, of the first 32 zeros, and the leaf.
CREATE FUNCTION tanba_append(event audit_event) RETURNS bigint LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  leaf bytea := sha256('\x00'::bytea || tanba_event_bytes(event));
  last_seq bigint;
  last_hash bytea;
BEGIN
  SELECT e.seq, e.hash INTO last_seq, last_hash FROM audit_entry e ORDER BY e.seq DESC LIMIT 1;
  IF NOT FOUND THEN
    last_seq := 0;
    last_hash := decode(repeat('00', 32), 'hex');
  END IF;
  INSERT INTO audit_entry (seq, event_seq, leaf, prev_hash, hash)
  VALUES (last_seq + 1, event.seq, leaf, last_hash, sha256(last_hash || leaf));
  RETURN last_seq + 1;
END $$;
REVOKE ALL ON FUNCTION tanba_append(audit_event) FROM PUBLIC;

-- At the end of the transaction, so that the turn is the last thing that anybody waits for and is not held for long. Where
-- many entries come, they are signed before the minute is over.
CREATE FUNCTION tanba_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  LOCK TABLE audit_turn IN EXCLUSIVE MODE;
  IF tanba_append(NEW) % 256 = 0 THEN
    PERFORM graphile_worker.add_job('sign-checkpoint', job_key => 'sign-checkpoint', max_attempts => 3);
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tanba_chain() FROM PUBLIC;

-- 3. What there is already, in the order in which it was written -----------------------------------------------------------

DO $$
DECLARE
  event audit_event;
BEGIN
  FOR event IN SELECT * FROM audit_event ORDER BY seq LOOP
    PERFORM tanba_append(event);
  END LOOP;
END $$;

CREATE CONSTRAINT TRIGGER chain AFTER INSERT ON audit_event DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION tanba_chain();

-- 4. Whoever asks ------------------------------------------------------------------------------------------------------------

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER always_empty BEFORE INSERT ON audit_turn EXECUTE FUNCTION tanba_refuse();

-- Neither the place of an event nor its salt is for those who write it: a row of the highest number would be the newest for
-- ever, and keep others from theirs.
REVOKE ALL ON audit_entry, audit_turn FROM PUBLIC;
REVOKE INSERT ON audit_event FROM tanba_web, tanba_worker;
GRANT INSERT (at, action, actor_id, request_id, certificate_id, facts) ON audit_event TO tanba_web, tanba_worker;
GRANT SELECT ON audit_entry TO tanba_web, tanba_worker;
