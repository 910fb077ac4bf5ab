-- What was signed of the log, and what makes its Merkle tree quick to walk.

CREATE TABLE "audit_checkpoint" (
    "origin" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "root" BYTEA NOT NULL,
    "note" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("origin", "size")
);
CREATE INDEX "audit_checkpoint_signed_at_size_idx" ON "audit_checkpoint"("signed_at", "size");

-- The root over the 256 leaves of each run of so many; all of it can be made again from the entries.
CREATE TABLE "audit_tile" (
    "index" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_tile_pkey" PRIMARY KEY ("index")
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_checkpoint EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_tile FOR EACH ROW EXECUTE FUNCTION tanba_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_tile EXECUTE FUNCTION tanba_refuse();

REVOKE ALL ON audit_checkpoint, audit_tile FROM PUBLIC;
GRANT SELECT, INSERT ON audit_checkpoint, audit_tile TO tanba_worker;
GRANT SELECT ON audit_checkpoint, audit_tile TO tanba_web;
-- `status` tells an operator when the log is not signed any more.
GRANT SELECT (seq, event_seq) ON audit_entry TO tanba_status;
GRANT SELECT (seq, at) ON audit_event TO tanba_status;
GRANT SELECT (size, signed_at) ON audit_checkpoint TO tanba_status;
