-- The guards look at the register's own tables, whatever else their caller has under the same names: a process that may
-- make temporary tables, or choose its own search path, would otherwise decide what a guard sees.

DO $$
DECLARE
  guard regprocedure;
BEGIN
  FOR guard IN
    SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'tanba_')
  LOOP
    -- pg_temp is searched first unless it is named.
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', guard);
  END LOOP;
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
