-- A complete CRL of a large authority is megabytes, and there is one every hour: the worker removes those that have ended.
-- The newest two of a kind always stay, so the next number, which follows the newest, is never one that was given before.

CREATE FUNCTION tanba_guard_ended_crl() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  newer integer;
  newest timestamptz;
BEGIN
  SELECT count(*), max(this_update) INTO newer, newest FROM crl
  WHERE issuer_id = OLD.issuer_id AND kind = OLD.kind AND number > OLD.number;
  -- By the CRLs' own times: the clock of the server may be another.
  IF newer < 2 OR newest < OLD.next_update THEN
    RAISE EXCEPTION 'tanba: a CRL that is still needed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
REVOKE ALL ON FUNCTION tanba_guard_ended_crl() FROM PUBLIC;
CREATE TRIGGER guard_ended BEFORE DELETE ON crl FOR EACH ROW EXECUTE FUNCTION tanba_guard_ended_crl();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON crl EXECUTE FUNCTION tanba_refuse();

GRANT DELETE ON crl TO tanba_worker;
