-- The certificates of `status`' own keys. A row is one order from its first word to its end: asked for, decided (the exact
-- bytes and their serial), then signed, or refused, or buried.

-- CreateEnum
CREATE TYPE "ServiceKind" AS ENUM ('OCSP', 'TSA', 'DIRECTORY');

-- CreateTable
CREATE TABLE "service_certificate" (
    "id" UUID NOT NULL,
    "kind" "ServiceKind" NOT NULL,
    "csr" BYTEA NOT NULL,
    "csr_sha256" BYTEA NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "issuer_id" UUID,
    "serial" TEXT,
    "profile_version" INTEGER,
    "spki_sha256" BYTEA,
    "tbs" BYTEA,
    "intended_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),
    "refused_for" TEXT,
    "der" BYTEA,
    "not_before" TIMESTAMPTZ(3),
    "not_after" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revocation_reason" "RevocationReason",

    CONSTRAINT "service_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "service_certificate_serial_key" ON "service_certificate"("serial");

-- CreateIndex
CREATE UNIQUE INDEX "service_certificate_der_key" ON "service_certificate"("der");

-- CreateIndex
CREATE INDEX "service_certificate_kind_asked_at_idx" ON "service_certificate"("kind", "asked_at");

-- AddForeignKey
ALTER TABLE "service_certificate" ADD CONSTRAINT "service_certificate_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "authority_certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- 1. What Prisma cannot say ----------------------------------------------------------------------------------------------

-- A buried order may be asked for again, with the same request and key.
CREATE UNIQUE INDEX service_certificate_one_order ON service_certificate (csr_sha256) WHERE voided_at IS NULL;
CREATE UNIQUE INDEX service_certificate_one_key ON service_certificate (spki_sha256) WHERE voided_at IS NULL;

ALTER TABLE service_certificate ADD CONSTRAINT service_certificate_intent_whole CHECK (
  num_nulls(issuer_id, serial, profile_version, spki_sha256, tbs, intended_at) IN (0, 6));
ALTER TABLE service_certificate ADD CONSTRAINT service_certificate_issued_whole CHECK (
  num_nulls(der, not_before, not_after, issued_at) IN (0, 4));
ALTER TABLE service_certificate ADD CONSTRAINT service_certificate_issued_as_intended CHECK (
  der IS NULL OR (tbs IS NOT NULL AND voided_at IS NULL AND refused_for IS NULL));
ALTER TABLE service_certificate ADD CONSTRAINT service_certificate_buried_as_intended CHECK (
  voided_at IS NULL OR tbs IS NOT NULL);
-- What was decided may be signed already: it is refused only with its serial buried.
ALTER TABLE service_certificate ADD CONSTRAINT service_certificate_refused_unsigned CHECK (
  refused_for IS NULL OR tbs IS NULL OR voided_at IS NOT NULL);
ALTER TABLE service_certificate ADD CONSTRAINT service_certificate_revocation_whole CHECK (
  (revoked_at IS NULL) = (revocation_reason IS NULL) AND (revoked_at IS NULL OR der IS NOT NULL));

-- What is written stays; a row only ever gains. A revocation is final: there is no hold for the key of a service.
CREATE FUNCTION tanba_guard_service_certificate() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT to_jsonb(NEW) @> jsonb_strip_nulls(to_jsonb(OLD)) THEN
    RAISE EXCEPTION 'tanba: an order for a service only gains' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.revocation_reason = 'CERTIFICATE_HOLD' THEN
    RAISE EXCEPTION 'tanba: the key of a service is not held' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION tanba_guard_service_certificate() FROM PUBLIC;
CREATE TRIGGER guard BEFORE UPDATE ON service_certificate
  FOR EACH ROW EXECUTE FUNCTION tanba_guard_service_certificate();
CREATE TRIGGER never_deleted BEFORE DELETE ON service_certificate FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON service_certificate EXECUTE FUNCTION tanba_refuse();

-- 2. The only thing that `status` writes ---------------------------------------------------------------------------------

-- Asks for a certificate and queues the worker's job; the same request again only reminds. A status that has been taken
-- over fills neither the register nor the signer's journal: so many orders of a kind in a day, and no more.
CREATE FUNCTION tanba_ask_service_certificate(asked_kind "ServiceKind", asked_csr bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  digest bytea := sha256(asked_csr);
BEGIN
  IF octet_length(asked_csr) > 2048 THEN
    RAISE EXCEPTION 'tanba: a request of % bytes', octet_length(asked_csr) USING ERRCODE = 'program_limit_exceeded';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('service certificates', 0));
  IF NOT EXISTS (
    SELECT FROM service_certificate WHERE csr_sha256 = digest AND (voided_at IS NULL OR refused_for IS NOT NULL)
  ) THEN
    IF (SELECT count(*) FROM service_certificate WHERE kind = asked_kind AND asked_at > now() - interval '1 day') >= 32 THEN
      RAISE EXCEPTION 'tanba: too many orders of a day for %', asked_kind USING ERRCODE = 'program_limit_exceeded';
    END IF;
    INSERT INTO service_certificate (id, kind, csr, csr_sha256, asked_at)
    VALUES (gen_random_uuid(), asked_kind, asked_csr, digest, now());
  END IF;
  PERFORM graphile_worker.add_job('issue-services', job_key => 'issue-services', max_attempts => 1000);
END $$;
REVOKE ALL ON FUNCTION tanba_ask_service_certificate("ServiceKind", bytea) FROM PUBLIC;

-- 3. Rights --------------------------------------------------------------------------------------------------------------

REVOKE ALL ON service_certificate FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_ask_service_certificate("ServiceKind", bytea) TO tanba_status;
GRANT SELECT ON service_certificate TO tanba_status, tanba_worker;
GRANT UPDATE (issuer_id, serial, profile_version, spki_sha256, tbs, intended_at, voided_at, refused_for, der, not_before,
  not_after, issued_at, revoked_at, revocation_reason) ON service_certificate TO tanba_worker;
