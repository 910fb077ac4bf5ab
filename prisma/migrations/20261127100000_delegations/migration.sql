-- A first head gives somebody of the organisation the right to confirm, by a signed document, from a day to a day, for kinds of
-- keys. Nobody puts it into force: whoever acts on it asks whether it holds, and the worker verifies the document again.

ALTER TYPE "DocumentPurpose" ADD VALUE 'DELEGATE';
ALTER TYPE "DocumentPurpose" ADD VALUE 'WITHDRAW_DELEGATION';

CREATE TABLE "delegation" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "delegate_holder_id" UUID NOT NULL,
    "from_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "kinds" "Template"[],
    "document_id" UUID NOT NULL,
    "text_sha256" BYTEA NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawal_document_id" UUID,

    CONSTRAINT "delegation_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "delegation_document_id_key" ON "delegation"("document_id");
-- Copied, a document that was withdrawn would be given again.
CREATE UNIQUE INDEX "delegation_text_sha256_key" ON "delegation"("text_sha256");
CREATE UNIQUE INDEX "delegation_withdrawal_document_id_key" ON "delegation"("withdrawal_document_id");
CREATE INDEX "delegation_delegate_holder_id_idx" ON "delegation"("delegate_holder_id");
CREATE INDEX "delegation_organisation_id_given_at_idx" ON "delegation"("organisation_id", "given_at");
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_organisation_id_fkey"
  FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_delegate_holder_id_fkey"
  FOREIGN KEY ("delegate_holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_document_id_fkey"
  FOREIGN KEY ("document_id") REFERENCES "signed_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_withdrawal_document_id_fkey"
  FOREIGN KEY ("withdrawal_document_id") REFERENCES "signed_document"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Days are those of Almaty, which keeps UTC+5.
ALTER TABLE delegation ADD CONSTRAINT delegation_days CHECK (last_day >= from_day
  AND last_day < from_day + 365
  AND from_day >= ((given_at AT TIME ZONE 'UTC') + interval '5 hours')::date);
ALTER TABLE delegation ADD CONSTRAINT delegation_kinds CHECK (kinds IS NOT NULL AND cardinality(kinds) BETWEEN 1 AND 4
  AND kinds <@ ARRAY['RIGHT_TO_SIGN', 'FINANCIAL_SIGNATURE', 'HR', 'EMPLOYEE']::"Template"[]);
ALTER TABLE delegation ADD CONSTRAINT delegation_withdrawn
  CHECK ((withdrawn_at IS NULL) = (withdrawal_document_id IS NULL));

-- The first head of this organisation who signed this, if it says what it should and the key is one for signing, not revoked.
CREATE FUNCTION tanba_head_signer(document uuid, said text, organisation uuid) RETURNS uuid LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.person_id FROM signed_document d JOIN certificate c ON c.id = d.certificate_id JOIN holder h ON h.id = c.holder_id
  WHERE d.id = document AND d.purpose::text = said AND c.slot = 'SIGN' AND c.revoked_at IS NULL
    AND h.template = 'FIRST_HEAD' AND h.organisation_id = organisation AND h.blocked_at IS NULL
$$;

-- What a holder may decide on in a first head's place at a moment; null for nothing.
CREATE FUNCTION tanba_delegated_kinds(delegate uuid, moment timestamptz) RETURNS "Template"[] LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT array_agg(DISTINCT kind ORDER BY kind)
  FROM delegation d
    JOIN holder h ON h.id = d.delegate_holder_id
    JOIN signed_document s ON s.id = d.document_id
    JOIN certificate c ON c.id = s.certificate_id
    CROSS JOIN unnest(d.kinds) AS kind
  WHERE d.delegate_holder_id = delegate AND d.withdrawn_at IS NULL
    AND moment >= (d.from_day - interval '5 hours') AT TIME ZONE 'UTC'
    AND moment < (d.last_day + interval '19 hours') AT TIME ZONE 'UTC'
    AND c.not_before <= moment AND c.not_after >= moment
    AND h.template IN ('RIGHT_TO_SIGN', 'HR') AND h.organisation_id = d.organisation_id AND h.blocked_at IS NULL
    AND tanba_head_signer(d.document_id, 'DELEGATE', d.organisation_id) <> h.person_id
$$;

CREATE FUNCTION tanba_guard_new_delegation() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  head uuid := tanba_head_signer(NEW.document_id, 'DELEGATE', NEW.organisation_id);
BEGIN
  SELECT sha256(convert_to(text, 'UTF8')) INTO STRICT NEW.text_sha256 FROM signed_document WHERE id = NEW.document_id;
  IF head IS NULL THEN
    RAISE EXCEPTION 'tanba: a delegation of nobody who may give one' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.withdrawn_at IS NOT NULL OR NOT EXISTS (
    SELECT FROM holder h WHERE h.id = NEW.delegate_holder_id AND h.organisation_id = NEW.organisation_id
      AND h.template IN ('RIGHT_TO_SIGN', 'HR') AND h.blocked_at IS NULL AND h.person_id <> head
  ) THEN
    RAISE EXCEPTION 'tanba: a delegation to nobody who may have one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new BEFORE INSERT ON delegation FOR EACH ROW EXECUTE FUNCTION tanba_guard_new_delegation();

-- It changes once: a first head withdraws it.
CREATE FUNCTION tanba_guard_delegation() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (to_jsonb(NEW) - '{withdrawn_at,withdrawal_document_id}'::text[])
    <> (to_jsonb(OLD) - '{withdrawn_at,withdrawal_document_id}'::text[]) OR OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'tanba: a delegation never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF tanba_head_signer(NEW.withdrawal_document_id, 'WITHDRAW_DELEGATION', NEW.organisation_id) IS NULL THEN
    RAISE EXCEPTION 'tanba: a withdrawal of nobody who may withdraw' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON delegation FOR EACH ROW EXECUTE FUNCTION tanba_guard_delegation();
CREATE TRIGGER never_deleted BEFORE DELETE ON delegation FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON delegation EXECUTE FUNCTION tanba_refuse();

-- A decision is a senior manager's, or of whoever has the right from one.
CREATE OR REPLACE FUNCTION tanba_guard_decision() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  request key_request%ROWTYPE;
  subject holder%ROWTYPE;
  approver holder%ROWTYPE;
BEGIN
  -- The lock puts two decisions, or a decision and a cancellation, one after the other.
  SELECT * INTO STRICT request FROM key_request WHERE id = NEW.request_id FOR NO KEY UPDATE;
  SELECT * INTO STRICT subject FROM holder WHERE id = request.holder_id;
  SELECT * INTO STRICT approver FROM holder WHERE id = NEW.approver_holder_id;
  NEW.approver_person_id := approver.person_id;

  IF subject.organisation_id IS NULL OR approver.organisation_id IS DISTINCT FROM subject.organisation_id THEN
    RAISE EXCEPTION 'tanba: a decision from another organisation' USING ERRCODE = 'restrict_violation';
  END IF;
  IF approver.person_id = subject.person_id THEN
    RAISE EXCEPTION 'tanba: a decision on one''s own request' USING ERRCODE = 'restrict_violation';
  END IF;
  IF approver.template NOT IN ('FIRST_HEAD', 'ADMINISTRATOR')
    AND NOT subject.template = ANY (COALESCE(tanba_delegated_kinds(approver.id, NEW.decided_at), '{}')) THEN
    RAISE EXCEPTION 'tanba: a decision of nobody who may decide' USING ERRCODE = 'restrict_violation';
  END IF;
  IF request.state <> 'SUBMITTED' OR request.revision <> NEW.revision OR request.expires_at <= NEW.decided_at THEN
    RAISE EXCEPTION 'tanba: a decision on a request that does not wait' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

REVOKE ALL ON delegation FROM PUBLIC;
REVOKE ALL ON FUNCTION tanba_head_signer(uuid, text, uuid), tanba_delegated_kinds(uuid, timestamptz),
  tanba_guard_new_delegation(), tanba_guard_delegation() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_head_signer(uuid, text, uuid), tanba_delegated_kinds(uuid, timestamptz)
  TO tanba_web, tanba_worker;

GRANT SELECT ON delegation TO tanba_web, tanba_worker;
GRANT INSERT (id, organisation_id, delegate_holder_id, from_day, last_day, kinds, document_id, given_at) ON delegation TO tanba_web;
GRANT UPDATE (withdrawn_at, withdrawal_document_id) ON delegation TO tanba_web;
