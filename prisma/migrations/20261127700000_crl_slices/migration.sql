-- By which a large list is handed over, until the same transaction stores it whole. Nothing of it outlives the transaction,
-- so nobody writes it to the log of changes, as would be done with a large object.
CREATE UNLOGGED TABLE "crl_slice" (
  "crl_id" UUID NOT NULL,
  "at" INTEGER NOT NULL,
  "bytes" BYTEA NOT NULL,
  CONSTRAINT "crl_slice_pkey" PRIMARY KEY ("crl_id", "at")
);
-- signatures and serial numbers grow no smaller
ALTER TABLE "crl_slice" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
GRANT SELECT, INSERT, DELETE ON crl_slice TO tanba_worker;
