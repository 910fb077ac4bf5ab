-- Where somebody is signed in from, and from which browsers a person has ever signed in.

ALTER TABLE "session" ADD COLUMN "browser" TEXT,
  ADD COLUMN "os" TEXT,
  ADD COLUMN "browser_sha256" BYTEA,
  ADD COLUMN "is_new_browser" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "known_browser" (
    "person_id" UUID NOT NULL,
    "browser_sha256" BYTEA NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_browser_pkey" PRIMARY KEY ("person_id", "browser_sha256")
);

CREATE INDEX "known_browser_last_seen_at_idx" ON "known_browser"("last_seen_at");
CREATE INDEX "session_holder_id_idx" ON "session"("holder_id");
CREATE INDEX "audit_event_actor_id_seq_idx" ON "audit_event"("actor_id", "seq");
ALTER TABLE "known_browser" ADD CONSTRAINT "known_browser_person_id_fkey"
  FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a browser says of itself is reduced to two words of ours.
ALTER TABLE session ADD CONSTRAINT session_device CHECK (length(browser) <= 40 AND length(os) <= 40);
ALTER TABLE known_browser ADD CONSTRAINT known_browser_hashed CHECK (length(browser_sha256) = 32);

REVOKE ALL ON known_browser FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE (last_seen_at), DELETE ON known_browser TO tanba_web;
GRANT SELECT, DELETE ON known_browser TO tanba_worker;

-- A key's page tells by the rule of the planner whether its holder will still be told of its end.
GRANT EXECUTE ON FUNCTION tanba_is_ending(certificate) TO tanba_web;
