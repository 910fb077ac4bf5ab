-- CRLs in shards: a certificate's shard is fixed when it is issued and stands in its address of revocation lists. Shard 0
-- is the complete list, which certificates of the first profile version name and which lists everything in any case.

ALTER TABLE "certificate" ADD COLUMN "shard" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "crl" ADD COLUMN "shard" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE certificate ADD CONSTRAINT certificate_shard CHECK (shard >= 0);
ALTER TABLE crl ADD CONSTRAINT crl_shard CHECK (shard >= 0);

DROP INDEX "crl_issuer_id_kind_number_key";
CREATE UNIQUE INDEX "crl_issuer_id_kind_shard_number_key" ON "crl"("issuer_id", "kind", "shard", "number");

-- All that lists say of their entries, in the order in which these are read page by page: of a shard, and of all.
CREATE INDEX certificate_revoked ON certificate (issuer_id, id)
  INCLUDE (serial, revoked_at, revocation_reason, not_after) WHERE revoked_at IS NOT NULL;
CREATE INDEX certificate_revoked_of_shard ON certificate (issuer_id, shard, id)
  INCLUDE (serial, revoked_at, revocation_reason, not_after) WHERE revoked_at IS NOT NULL;

-- A list is hardly compressible, and only what lies as it is can be read in slices.
ALTER TABLE crl ALTER COLUMN der SET STORAGE EXTERNAL;

-- 1. What delta CRLs tell ----------------------------------------------------------------------------------------------

-- One row for each change of a certificate's revocation. Which complete CRL was the first to know of it is written down when
-- that CRL is made: no clock says whether a delta still has to tell it, and no commit can come too late.
CREATE TABLE "revocation_change" (
    "id" BIGSERIAL NOT NULL,
    "issuer_id" UUID NOT NULL,
    "shard" INTEGER NOT NULL,
    "certificate_id" UUID NOT NULL,
    "held_at" TIMESTAMPTZ(3),
    "in_shard_since" BIGINT,
    "in_complete_since" BIGINT,

    CONSTRAINT "revocation_change_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "revocation_change" ADD CONSTRAINT "revocation_change_certificate_id_fkey"
  FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "revocation_change_issuer_id_shard_in_shard_since_idx"
  ON "revocation_change"("issuer_id", "shard", "in_shard_since");
CREATE INDEX "revocation_change_issuer_id_in_complete_since_idx" ON "revocation_change"("issuer_id", "in_complete_since");
CREATE INDEX "revocation_change_certificate_id_idx" ON "revocation_change"("certificate_id");

-- What complete CRLs that are still in force may not know yet.
INSERT INTO revocation_change (issuer_id, shard, certificate_id)
SELECT issuer_id, shard, id FROM certificate
WHERE revoked_at >= (SELECT min(this_update) - interval '1 hour' FROM crl WHERE crl.issuer_id = certificate.issuer_id);

CREATE FUNCTION tanba_guard_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (to_jsonb(NEW) - '{in_shard_since,in_complete_since}'::text[]) <> (to_jsonb(OLD) - '{in_shard_since,in_complete_since}'::text[])
    OR (OLD.in_shard_since IS NOT NULL AND NEW.in_shard_since IS DISTINCT FROM OLD.in_shard_since)
    OR (OLD.in_complete_since IS NOT NULL AND NEW.in_complete_since IS DISTINCT FROM OLD.in_complete_since) THEN
    RAISE EXCEPTION 'tanba: a change of revocation never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION tanba_guard_change() FROM PUBLIC;
CREATE TRIGGER guard BEFORE UPDATE ON revocation_change FOR EACH ROW EXECUTE FUNCTION tanba_guard_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON revocation_change FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON revocation_change EXECUTE FUNCTION tanba_refuse();

-- 2. A change asks for its lists, whoever made it, in the transaction that made it -----------------------------------------

-- With the owner's rights: nobody but this function writes changes, and whoever revokes needs no way into the queue.
CREATE FUNCTION tanba_note_revocations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  affected integer;
BEGIN
  -- a job for each shard, however many certificates, in one order, so that two transactions never wait crosswise
  FOR affected IN
    WITH noted AS (
      INSERT INTO revocation_change (issuer_id, shard, certificate_id, held_at)
      SELECT after.issuer_id, after.shard, after.id, CASE WHEN after.revoked_at IS NULL THEN before.revoked_at END
      FROM after JOIN before USING (id)
      WHERE (after.revoked_at, after.revocation_reason) IS DISTINCT FROM (before.revoked_at, before.revocation_reason)
      RETURNING shard
    )
    SELECT DISTINCT shard FROM noted ORDER BY shard
  LOOP
    PERFORM graphile_worker.add_job('publish-crl', json_build_object('shard', affected),
      job_key => 'publish-crl-' || affected, max_attempts => 1000);
  END LOOP;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tanba_note_revocations() FROM PUBLIC;
CREATE TRIGGER note AFTER UPDATE ON certificate REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION tanba_note_revocations();

-- The certificate of a service names the list of all.
CREATE FUNCTION tanba_note_service_revocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('publish-crl', json_build_object('shard', 0), job_key => 'publish-crl-0', max_attempts => 1000);
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tanba_note_service_revocation() FROM PUBLIC;
CREATE TRIGGER note AFTER UPDATE ON service_certificate FOR EACH ROW
  WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION tanba_note_service_revocation();

-- 3. Of each shard and kind the newest two stay ----------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION tanba_guard_ended_crl() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  newer integer;
  newest timestamptz;
BEGIN
  SELECT count(*), max(this_update) INTO newer, newest FROM crl
  WHERE issuer_id = OLD.issuer_id AND kind = OLD.kind AND shard = OLD.shard AND number > OLD.number;
  -- By the CRLs' own times: the clock of the server may be another.
  IF newer < 2 OR newest < OLD.next_update THEN
    RAISE EXCEPTION 'tanba: a CRL that is still needed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;

-- A list that two newer ones have followed is served to nobody: its bytes may go, while its number and times stay until it
-- has ended, for the deltas that have to serve whoever fetched it.
CREATE FUNCTION tanba_guard_crl() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (OLD.id, OLD.issuer_id, OLD.kind, OLD.shard, OLD.number, OLD.this_update, OLD.next_update)
    IS DISTINCT FROM (NEW.id, NEW.issuer_id, NEW.kind, NEW.shard, NEW.number, NEW.this_update, NEW.next_update)
    OR octet_length(NEW.der) > 0 THEN
    RAISE EXCEPTION 'tanba: a CRL never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (SELECT count(*) FROM crl
    WHERE issuer_id = OLD.issuer_id AND kind = OLD.kind AND shard = OLD.shard AND number > OLD.number) < 2 THEN
    RAISE EXCEPTION 'tanba: a CRL that is still served' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION tanba_guard_crl() FROM PUBLIC;
CREATE TRIGGER guard BEFORE UPDATE ON crl FOR EACH ROW EXECUTE FUNCTION tanba_guard_crl();

-- 4. Rights ------------------------------------------------------------------------------------------------------------------

REVOKE ALL ON revocation_change FROM PUBLIC;
GRANT UPDATE (der) ON crl TO tanba_worker;
GRANT SELECT, UPDATE (in_shard_since, in_complete_since) ON revocation_change TO tanba_worker;
