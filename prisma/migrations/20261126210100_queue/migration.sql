-- The queue of the authority's staff: who looks at which request, what they noted, and the views they keep.

CREATE TABLE "request_claim" (
    "request_id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_claim_pkey" PRIMARY KEY ("request_id")
);

CREATE TABLE "request_note" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "request_note_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "holder_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "request_claim_holder_id_idx" ON "request_claim"("holder_id");
CREATE INDEX "request_note_request_id_at_idx" ON "request_note"("request_id", "at");
CREATE UNIQUE INDEX "saved_view_holder_id_name_key" ON "saved_view"("holder_id", "name");

ALTER TABLE "request_claim" ADD CONSTRAINT "request_claim_request_id_fkey"
  FOREIGN KEY ("request_id") REFERENCES "key_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "request_claim" ADD CONSTRAINT "request_claim_holder_id_fkey"
  FOREIGN KEY ("holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "request_note" ADD CONSTRAINT "request_note_request_id_fkey"
  FOREIGN KEY ("request_id") REFERENCES "key_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "request_note" ADD CONSTRAINT "request_note_holder_id_fkey"
  FOREIGN KEY ("holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_holder_id_fkey"
  FOREIGN KEY ("holder_id") REFERENCES "holder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE request_note ADD CONSTRAINT request_note_short CHECK (length(text) BETWEEN 1 AND 1000);
ALTER TABLE saved_view ADD CONSTRAINT saved_view_short CHECK (length(name) BETWEEN 1 AND 60 AND length(query) <= 400);

-- The queue of the whole country, page by page; the state stands in the index of time for the counts of thirty days.
CREATE INDEX key_request_by_time ON key_request (submitted_at, number) INCLUDE (state);
CREATE INDEX key_request_by_state ON key_request (state, submitted_at, number);

-- A note is never changed and never taken away.
REVOKE ALL ON request_claim, request_note, saved_view FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE (holder_id, claimed_at), DELETE ON request_claim TO tanba_web;
GRANT SELECT, INSERT ON request_note TO tanba_web;
GRANT SELECT, INSERT, UPDATE (query), DELETE ON saved_view TO tanba_web;
