-- Lists of an organisation's requests and certificates, in the order in which they are read. The organisation stands in
-- each row: over a join, the first page for ten thousand people would sort everything that they ever had.

ALTER TABLE certificate ADD COLUMN organisation_id uuid;
ALTER TABLE key_request ADD COLUMN organisation_id uuid;

-- It is the holder's, whatever the one who inserts says.
CREATE FUNCTION tanba_fill_organisation() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.organisation_id := (SELECT organisation_id FROM holder WHERE id = NEW.holder_id);
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION tanba_fill_organisation() FROM PUBLIC;

-- A capacity is of one person in one organisation for ever: that is what certificates were issued to. What the person is
-- there may change: a manager may be none any more.
CREATE FUNCTION tanba_guard_holder() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.person_id, NEW.organisation_id) IS DISTINCT FROM (OLD.person_id, OLD.organisation_id) THEN
    RAISE EXCEPTION 'tanba: a capacity never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION tanba_guard_holder() FROM PUBLIC;

-- The guards keep rows as they are, this once from what they never had.
ALTER TABLE certificate DISABLE TRIGGER USER;
ALTER TABLE key_request DISABLE TRIGGER USER;
UPDATE certificate c SET organisation_id = h.organisation_id FROM holder h WHERE h.id = c.holder_id AND h.organisation_id IS NOT NULL;
UPDATE key_request r SET organisation_id = h.organisation_id FROM holder h WHERE h.id = r.holder_id AND h.organisation_id IS NOT NULL;
ALTER TABLE certificate ENABLE TRIGGER USER;
ALTER TABLE key_request ENABLE TRIGGER USER;

CREATE TRIGGER fill_organisation BEFORE INSERT ON certificate FOR EACH ROW EXECUTE FUNCTION tanba_fill_organisation();
CREATE TRIGGER fill_organisation BEFORE INSERT ON key_request FOR EACH ROW EXECUTE FUNCTION tanba_fill_organisation();
CREATE TRIGGER guard BEFORE UPDATE ON holder FOR EACH ROW EXECUTE FUNCTION tanba_guard_holder();

-- What the lists filter by comes along, so that a filter that few certificates pass reads the index alone.
CREATE INDEX "certificate_organisation_id_issued_at_request_id_slot_idx"
  ON "certificate"("organisation_id", "issued_at" DESC, "request_id" DESC, "slot")
  INCLUDE (id, holder_id, serial, storage, not_before, not_after, revoked_at, revocation_reason);

-- CreateIndex
CREATE INDEX "key_request_organisation_id_submitted_at_idx" ON "key_request"("organisation_id", "submitted_at");

-- What waits is few among many, and its number is told on every page of a senior manager.
CREATE INDEX key_request_waiting ON key_request (organisation_id, submitted_at) WHERE state = 'SUBMITTED';
