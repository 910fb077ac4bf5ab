-- `status` is told which certificates somebody has ordered to revoke or to release, and when that is done: while an order
-- waits for the worker, it has the register read before it answers about them. As before, what is told is a hint alone.

CREATE FUNCTION tanba_tell_ordered() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('tanba_certificate', string_agg(serial, ' '))
  FROM (
    SELECT serial, (row_number() OVER () - 1) / 150 AS word
    FROM certificate WHERE id IN (SELECT certificate_id FROM changed)
  ) numbered
  GROUP BY word;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tanba_tell_ordered() FROM PUBLIC;

CREATE TRIGGER tell_new AFTER INSERT ON revocation_order REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tanba_tell_ordered();
CREATE TRIGGER tell_changed AFTER UPDATE ON revocation_order REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tanba_tell_ordered();

-- Whether an order waits, and neither whose it is nor why.
GRANT SELECT (certificate_id, done_at) ON revocation_order TO tanba_status;
