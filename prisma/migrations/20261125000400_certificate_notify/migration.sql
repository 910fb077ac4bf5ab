-- `status` answers for certificates from its memory: it is told, when a transaction commits, which of them are new or have
-- changed, and reads those rows. What is told is a hint alone: any role may send such a word, and none is believed for it.

CREATE FUNCTION tanba_tell_certificates() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- A word may have 8,000 bytes. Of very many rows the numbers are not told: then all are read again.
  IF (SELECT count(*) FROM changed) > 10000 THEN
    PERFORM pg_notify('tanba_certificate', '*');
    RETURN NULL;
  END IF;
  PERFORM pg_notify('tanba_certificate', string_agg(serial, ' '))
  FROM (SELECT serial, (row_number() OVER () - 1) / 150 AS word FROM changed WHERE serial IS NOT NULL) numbered
  GROUP BY word;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tanba_tell_certificates() FROM PUBLIC;

CREATE TRIGGER tell_new AFTER INSERT ON certificate REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tanba_tell_certificates();
CREATE TRIGGER tell_changed AFTER UPDATE ON certificate REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tanba_tell_certificates();

-- The keys of `status` itself: an order has a serial number from the moment in which it is decided.
CREATE TRIGGER tell_new AFTER INSERT ON service_certificate REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tanba_tell_certificates();
CREATE TRIGGER tell_changed AFTER UPDATE ON service_certificate REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tanba_tell_certificates();
