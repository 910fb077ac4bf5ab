-- Whoever takes the log along reads the log, and nothing else.

DO $$
BEGIN
  -- Roles belong to the whole server: another register on it may have made it already.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tanba_auditor') THEN
    CREATE ROLE tanba_auditor LOGIN;
    ALTER ROLE tanba_auditor SET statement_timeout = '60s';
    ALTER ROLE tanba_auditor SET lock_timeout = '5s';
    ALTER ROLE tanba_auditor SET default_transaction_read_only = on;
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO tanba_auditor;
GRANT SELECT ON audit_event, audit_entry, audit_checkpoint, audit_tile TO tanba_auditor;
