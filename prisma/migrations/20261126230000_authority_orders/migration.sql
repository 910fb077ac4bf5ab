-- Orders under four eyes: one of the authority's staff signs that certificates are to be revoked, put on hold or released, on
-- the ground of a document; a senior operator, another person, signs the same. Only then is there an order that the worker
-- takes, and it verifies both signatures again. What stands here is what `web` says: the triggers keep it in order, and the
-- worker believes none of it.

ALTER TYPE "DocumentPurpose" ADD VALUE 'ORDER';
ALTER TYPE "DocumentPurpose" ADD VALUE 'APPROVE_ORDER';
ALTER TYPE "DocumentPurpose" ADD VALUE 'DECLINE_ORDER';

CREATE TYPE "OrderState" AS ENUM ('WAITING', 'APPROVED', 'DECLINED', 'EXPIRED');

CREATE TABLE "authority_order" (
    "id" UUID NOT NULL,
    "reason" "RevocationReason",
    "document_number" TEXT NOT NULL,
    "document_date" DATE NOT NULL,
    "document_id" UUID NOT NULL,
    "text_sha256" BYTEA NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "OrderState" NOT NULL DEFAULT 'WAITING',
    "decision_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "declined_for" TEXT,

    CONSTRAINT "authority_order_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "authority_order_certificate" (
    "order_id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,

    CONSTRAINT "authority_order_certificate_pkey" PRIMARY KEY ("order_id", "certificate_id")
);

CREATE UNIQUE INDEX "authority_order_document_id_key" ON "authority_order"("document_id");
CREATE UNIQUE INDEX "authority_order_decision_id_key" ON "authority_order"("decision_id");
-- Copied, a document would be a second order of somebody who meant one; one that was declined would be asked again.
CREATE UNIQUE INDEX "authority_order_text_sha256_key" ON "authority_order"("text_sha256");
CREATE INDEX "authority_order_state_signed_at_id_idx" ON "authority_order"("state", "signed_at", "id");
CREATE INDEX "authority_order_certificate_certificate_id_idx" ON "authority_order_certificate"("certificate_id");
ALTER TABLE "authority_order" ADD CONSTRAINT "authority_order_document_id_fkey"
  FOREIGN KEY ("document_id") REFERENCES "signed_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "authority_order" ADD CONSTRAINT "authority_order_decision_id_fkey"
  FOREIGN KEY ("decision_id") REFERENCES "signed_document"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "authority_order_certificate" ADD CONSTRAINT "authority_order_certificate_order_id_fkey"
  FOREIGN KEY ("order_id") REFERENCES "authority_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "authority_order_certificate" ADD CONSTRAINT "authority_order_certificate_certificate_id_fkey"
  FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE authority_order ADD CONSTRAINT authority_order_decided
  CHECK ((state IN ('APPROVED', 'DECLINED')) = (decision_id IS NOT NULL) AND (decision_id IS NULL) = (decided_at IS NULL));
ALTER TABLE authority_order ADD CONSTRAINT authority_order_declined_for
  CHECK ((state = 'DECLINED') = (declined_for IS NOT NULL));
ALTER TABLE authority_order ADD CONSTRAINT authority_order_week
  CHECK (expires_at > signed_at AND expires_at <= signed_at + interval '7 days 1 hour');

-- Who signed this, if it says what it should and the key was one for signing, in force, and of one of these roles.
CREATE FUNCTION tanba_staff_signer(document uuid, said text, roles text[]) RETURNS uuid LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT h.person_id FROM signed_document d JOIN certificate c ON c.id = d.certificate_id JOIN holder h ON h.id = c.holder_id
  WHERE d.id = document AND d.purpose::text = said AND c.slot = 'SIGN' AND c.revoked_at IS NULL
    AND h.template::text = ANY (roles) AND h.blocked_at IS NULL
$$;

CREATE FUNCTION tanba_guard_new_authority_order() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  SELECT sha256(convert_to(text, 'UTF8')) INTO STRICT NEW.text_sha256 FROM signed_document WHERE id = NEW.document_id;
  IF tanba_is_owner() THEN RETURN NEW; END IF;
  IF tanba_staff_signer(NEW.document_id, 'ORDER', '{OPERATOR,SENIOR_OPERATOR}') IS NULL THEN
    RAISE EXCEPTION 'tanba: an order of nobody who may give one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new BEFORE INSERT ON authority_order FOR EACH ROW EXECUTE FUNCTION tanba_guard_new_authority_order();

-- An order changes once: a second person decides, in time, or nobody did.
CREATE FUNCTION tanba_guard_authority_order() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  first uuid;
  second uuid;
BEGIN
  IF (to_jsonb(NEW) - '{state,decision_id,decided_at,declined_for}'::text[])
    <> (to_jsonb(OLD) - '{state,decision_id,decided_at,declined_for}'::text[])
    OR OLD.state <> 'WAITING' OR NEW.state = 'WAITING' THEN
    RAISE EXCEPTION 'tanba: an order never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'EXPIRED' THEN
    IF current_user = 'tanba_web' THEN
      RAISE EXCEPTION 'tanba: EXPIRED is the worker''s word' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.decided_at >= NEW.expires_at THEN
    RAISE EXCEPTION 'tanba: a decision on an order that does not wait' USING ERRCODE = 'restrict_violation';
  END IF;
  first := tanba_staff_signer(NEW.document_id, 'ORDER', '{OPERATOR,SENIOR_OPERATOR}');
  second := tanba_staff_signer(NEW.decision_id, CASE NEW.state WHEN 'APPROVED' THEN 'APPROVE_ORDER' ELSE 'DECLINE_ORDER' END,
    '{SENIOR_OPERATOR}');
  IF second IS NULL OR (NEW.state = 'APPROVED' AND first IS NULL) THEN
    RAISE EXCEPTION 'tanba: a decision of nobody who may decide' USING ERRCODE = 'restrict_violation';
  END IF;
  IF second IS NOT DISTINCT FROM (SELECT h.person_id FROM signed_document d JOIN certificate c ON c.id = d.certificate_id
      JOIN holder h ON h.id = c.holder_id WHERE d.id = NEW.document_id) THEN
    RAISE EXCEPTION 'tanba: a decision on one''s own order' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE ON authority_order FOR EACH ROW EXECUTE FUNCTION tanba_guard_authority_order();
CREATE TRIGGER never_deleted BEFORE DELETE ON authority_order FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON authority_order EXECUTE FUNCTION tanba_refuse();

-- One more certificate under an order that is decided would have the worker refuse all of it.
CREATE FUNCTION tanba_guard_ordered_certificate() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM authority_order WHERE id = NEW.order_id AND state = 'WAITING' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'tanba: a certificate for an order that does not wait' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_new BEFORE INSERT ON authority_order_certificate
  FOR EACH ROW EXECUTE FUNCTION tanba_guard_ordered_certificate();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON authority_order_certificate
  FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON authority_order_certificate EXECUTE FUNCTION tanba_refuse();

-- What the worker is given to do rests on a document for that, and one of the authority's on the word of both. At the end of
-- the transaction, so that their order inside it is free.
CREATE FUNCTION tanba_guard_new_order() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  said text;
BEGIN
  IF tanba_is_owner() THEN RETURN NULL; END IF;
  SELECT purpose::text INTO STRICT said FROM signed_document WHERE id = NEW.document_id;
  IF said NOT IN ('REVOKE', 'RELEASE', 'APPROVE_ORDER') THEN
    RAISE EXCEPTION 'tanba: % orders nothing', said USING ERRCODE = 'restrict_violation';
  END IF;
  IF said = 'APPROVE_ORDER' AND NOT EXISTS (
    SELECT FROM authority_order o JOIN authority_order_certificate c ON c.order_id = o.id
    WHERE o.decision_id = NEW.document_id AND o.state = 'APPROVED' AND c.certificate_id = NEW.certificate_id
      AND o.reason IS NOT DISTINCT FROM NEW.reason
  ) THEN
    RAISE EXCEPTION 'tanba: an order without two signatures' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guard_new AFTER INSERT ON revocation_order DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION tanba_guard_new_order();

REVOKE ALL ON authority_order, authority_order_certificate FROM PUBLIC;
REVOKE ALL ON FUNCTION tanba_staff_signer(uuid, text, text[]), tanba_guard_new_authority_order(), tanba_guard_authority_order(),
  tanba_guard_new_order(), tanba_guard_ordered_certificate() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_staff_signer(uuid, text, text[]) TO tanba_web, tanba_worker;

GRANT SELECT ON authority_order, authority_order_certificate TO tanba_web, tanba_worker;
GRANT INSERT (id, reason, document_number, document_date, document_id, signed_at, expires_at) ON authority_order TO tanba_web;
GRANT INSERT ON authority_order_certificate TO tanba_web;
GRANT UPDATE (state, decision_id, decided_at, declined_for) ON authority_order TO tanba_web;
GRANT UPDATE (state) ON authority_order TO tanba_worker;
