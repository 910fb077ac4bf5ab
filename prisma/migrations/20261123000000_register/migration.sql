-- The tables of prisma/schema.prisma, as Prisma's schema engine writes them; tests/platform/drift.test.ts compares.
-- CreateEnum
CREATE TYPE "Template" AS ENUM ('INDIVIDUAL', 'FIRST_HEAD', 'RIGHT_TO_SIGN', 'FINANCIAL_SIGNATURE', 'HR', 'EMPLOYEE');

-- CreateEnum
CREATE TYPE "Slot" AS ENUM ('AUTH', 'SIGN');

-- CreateEnum
CREATE TYPE "Storage" AS ENUM ('PERSONAL_COMPUTER', 'ID_CARD', 'KAZTOKEN', 'ETOKEN_72K', 'ETOKEN_5110', 'JACARTA', 'AKEY');

-- CreateEnum
CREATE TYPE "Confirmation" AS ENUM ('SENIOR_MANAGER', 'NOT_NEEDED', 'DEMONSTRATION');

-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('SUBMITTED', 'CONFIRMED', 'ISSUING', 'ISSUED', 'INSTALLED', 'REFUSED', 'CANCELLED', 'EXPIRED', 'REJECTED');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('CONFIRM', 'REFUSE');

-- CreateEnum
CREATE TYPE "DocumentPurpose" AS ENUM ('SIGN_IN', 'REISSUE', 'CONFIRM', 'REFUSE', 'CANCEL');

-- CreateEnum
CREATE TYPE "RevocationReason" AS ENUM ('KEY_COMPROMISE', 'AFFILIATION_CHANGED', 'SUPERSEDED', 'CESSATION_OF_OPERATION', 'CERTIFICATE_HOLD');

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "bin" CHAR(12) NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "iin" CHAR(12) NOT NULL,
    "surname" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "patronymic" TEXT,
    "email" TEXT,
    "language" TEXT NOT NULL DEFAULT 'kk',
    "email_notices" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holder" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "organisation_id" UUID,
    "template" "Template" NOT NULL,
    "blocked_at" TIMESTAMPTZ(3),

    CONSTRAINT "holder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "authority_certificate" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" BYTEA NOT NULL,
    "serial" TEXT NOT NULL,
    "der" BYTEA NOT NULL,
    "spki" BYTEA NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authority_certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public_key" (
    "spki_sha256" BYTEA NOT NULL,
    "request_id" UUID NOT NULL,
    "slot" "Slot" NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "public_key_pkey" PRIMARY KEY ("spki_sha256")
);

-- CreateTable
CREATE TABLE "key_request" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "holder_id" UUID NOT NULL,
    "replaces_id" UUID,
    "confirmation" "Confirmation" NOT NULL,
    "state" "RequestState" NOT NULL DEFAULT 'SUBMITTED',
    "storage" "Storage" NOT NULL,
    "key_algorithm" TEXT NOT NULL,
    "email" TEXT,
    "auth_csr" BYTEA NOT NULL,
    "sign_csr" BYTEA NOT NULL,
    "auth_spki" BYTEA NOT NULL,
    "sign_spki" BYTEA NOT NULL,
    "document_id" UUID,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "rejected_for" TEXT,

    CONSTRAINT "key_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signed_document" (
    "id" UUID NOT NULL,
    "purpose" "DocumentPurpose" NOT NULL,
    "text" TEXT NOT NULL,
    "cms" BYTEA NOT NULL,
    "certificate_id" UUID NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signed_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "reason" TEXT,
    "approver_holder_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "issuance_intent" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "slot" "Slot" NOT NULL,
    "serial" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "profile_version" INTEGER NOT NULL,
    "tbs" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "issuance_intent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "serial" TEXT NOT NULL,
    "holder_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "slot" "Slot" NOT NULL,
    "profile" TEXT NOT NULL,
    "profile_version" INTEGER NOT NULL,
    "storage" "Storage" NOT NULL,
    "der" BYTEA NOT NULL,
    "spki_sha256" BYTEA NOT NULL,
    "ski" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revocation_reason" "RevocationReason",

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crl" (
    "id" UUID NOT NULL,
    "issuer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" BIGINT NOT NULL,
    "der" BYTEA NOT NULL,
    "this_update" TIMESTAMPTZ(3) NOT NULL,
    "next_update" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "crl_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "challenge" (
    "nonce_sha256" BYTEA NOT NULL,
    "purpose" "DocumentPurpose" NOT NULL,
    "browser_sha256" BYTEA NOT NULL,
    "holder_id" UUID,
    "request_number" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "challenge_pkey" PRIMARY KEY ("nonce_sha256")
);

-- CreateTable
CREATE TABLE "session" (
    "token_sha256" BYTEA NOT NULL,
    "holder_id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_sha256")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actor_id" UUID,
    "request_id" UUID,
    "certificate_id" UUID,
    "facts" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_bin_key" ON "organisation"("bin");

-- CreateIndex
CREATE UNIQUE INDEX "person_iin_key" ON "person"("iin");

-- CreateIndex
CREATE INDEX "holder_organisation_id_idx" ON "holder"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "holder_person_id_organisation_id_template_key" ON "holder"("person_id", "organisation_id", "template");

-- CreateIndex
CREATE UNIQUE INDEX "authority_certificate_der_key" ON "authority_certificate"("der");

-- CreateIndex
CREATE UNIQUE INDEX "public_key_request_id_slot_key" ON "public_key"("request_id", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "key_request_number_key" ON "key_request"("number");

-- CreateIndex
CREATE UNIQUE INDEX "key_request_document_id_key" ON "key_request"("document_id");

-- CreateIndex
CREATE INDEX "key_request_holder_id_submitted_at_idx" ON "key_request"("holder_id", "submitted_at");

-- CreateIndex
CREATE INDEX "key_request_state_confirmed_at_idx" ON "key_request"("state", "confirmed_at");

-- CreateIndex
CREATE INDEX "key_request_state_expires_at_idx" ON "key_request"("state", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "decision_document_id_key" ON "decision"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "decision_request_id_revision_key" ON "decision"("request_id", "revision");

-- CreateIndex
CREATE UNIQUE INDEX "issuance_intent_serial_key" ON "issuance_intent"("serial");

-- CreateIndex
CREATE INDEX "issuance_intent_request_id_slot_idx" ON "issuance_intent"("request_id", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_der_key" ON "certificate"("der");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_spki_sha256_key" ON "certificate"("spki_sha256");

-- CreateIndex
CREATE INDEX "certificate_holder_id_not_after_idx" ON "certificate"("holder_id", "not_after");

-- CreateIndex
CREATE INDEX "certificate_revoked_at_idx" ON "certificate"("revoked_at");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_issuer_id_serial_key" ON "certificate"("issuer_id", "serial");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_request_id_slot_key" ON "certificate"("request_id", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "crl_issuer_id_kind_number_key" ON "crl"("issuer_id", "kind", "number");

-- CreateIndex
CREATE INDEX "challenge_browser_sha256_idx" ON "challenge"("browser_sha256");

-- CreateIndex
CREATE INDEX "challenge_expires_at_idx" ON "challenge"("expires_at");

-- CreateIndex
CREATE INDEX "session_ends_at_idx" ON "session"("ends_at");

-- CreateIndex
CREATE INDEX "audit_event_request_id_idx" ON "audit_event"("request_id");

-- CreateIndex
CREATE INDEX "audit_event_certificate_id_idx" ON "audit_event"("certificate_id");

-- AddForeignKey
ALTER TABLE "holder" ADD CONSTRAINT "holder_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holder" ADD CONSTRAINT "holder_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_request" ADD CONSTRAINT "key_request_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_request" ADD CONSTRAINT "key_request_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "signed_document"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_request" ADD CONSTRAINT "key_request_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signed_document" ADD CONSTRAINT "signed_document_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "key_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_approver_holder_id_fkey" FOREIGN KEY ("approver_holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "signed_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "issuance_intent" ADD CONSTRAINT "issuance_intent_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "key_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "authority_certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "key_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crl" ADD CONSTRAINT "crl_issuer_id_fkey" FOREIGN KEY ("issuer_id") REFERENCES "authority_certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
