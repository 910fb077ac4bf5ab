-- What an order is about is signed, and stands when the order does: one more certificate under an order that waits would have
-- every decision on it refused. It is added in the transaction that made the order, or never.
CREATE OR REPLACE FUNCTION tanba_guard_ordered_certificate() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM authority_order WHERE id = NEW.order_id AND state = 'WAITING' AND xmin = pg_current_xact_id()::xid;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'tanba: a certificate for an order that stands already' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
