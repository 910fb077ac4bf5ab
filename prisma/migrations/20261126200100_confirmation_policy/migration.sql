-- How many have to confirm is the first head's word: signed, written down by `web`, verified again and done by the worker.

ALTER TYPE "DocumentPurpose" ADD VALUE 'CONFIRMATIONS';

CREATE TABLE "confirmation_policy" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "confirmations" INTEGER NOT NULL,
    "document_id" UUID NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "refused_for" TEXT,

    CONSTRAINT "confirmation_policy_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "confirmation_policy_document_id_key" ON "confirmation_policy"("document_id");
CREATE INDEX "confirmation_policy_organisation_id_ordered_at_idx" ON "confirmation_policy"("organisation_id", "ordered_at");
CREATE INDEX confirmation_policy_open ON confirmation_policy (ordered_at, id) WHERE done_at IS NULL;
ALTER TABLE "confirmation_policy" ADD CONSTRAINT "confirmation_policy_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "confirmation_policy" ADD CONSTRAINT "confirmation_policy_document_id_fkey"
  FOREIGN KEY ("document_id") REFERENCES "signed_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE confirmation_policy ADD CONSTRAINT confirmation_policy_confirmations CHECK (confirmations BETWEEN 1 AND 3);
ALTER TABLE confirmation_policy ADD CONSTRAINT confirmation_policy_refused_for CHECK (refused_for IS NULL OR done_at IS NOT NULL);

-- It changes once: it is done.
CREATE FUNCTION tanba_guard_policy() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (to_jsonb(NEW) - '{done_at,refused_for}'::text[]) <> (to_jsonb(OLD) - '{done_at,refused_for}'::text[])
    OR OLD.done_at IS NOT NULL THEN
    RAISE EXCEPTION 'tanba: a policy never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION tanba_guard_policy() FROM PUBLIC;
CREATE TRIGGER guard BEFORE UPDATE ON confirmation_policy FOR EACH ROW EXECUTE FUNCTION tanba_guard_policy();
CREATE TRIGGER never_deleted BEFORE DELETE ON confirmation_policy FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON confirmation_policy EXECUTE FUNCTION tanba_refuse();

CREATE FUNCTION tanba_queue_policies() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('apply-policies', job_key => 'apply-policies', max_attempts => 1000);
END $$;
REVOKE ALL ON FUNCTION tanba_queue_policies() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_queue_policies() TO tanba_web, tanba_worker;

REVOKE ALL ON confirmation_policy FROM PUBLIC;
GRANT SELECT ON confirmation_policy TO tanba_web, tanba_worker;
-- Nobody but the worker says what became of it, or changes what is in force.
GRANT INSERT (id, organisation_id, confirmations, document_id, ordered_at) ON confirmation_policy TO tanba_web;
GRANT UPDATE (done_at, refused_for) ON confirmation_policy TO tanba_worker;
GRANT UPDATE (confirmations) ON organisation TO tanba_worker;
