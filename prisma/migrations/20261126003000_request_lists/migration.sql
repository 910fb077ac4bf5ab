-- An organisation's requests, page by page in the order of their pages: what waits, and all. An index of what waits alone
-- served nobody: a prepared statement names the state by a parameter, and the planner can't tell that it is that one.

DROP INDEX key_request_waiting;
DROP INDEX "key_request_organisation_id_submitted_at_idx";

-- CreateIndex
CREATE INDEX "key_request_organisation_id_state_submitted_at_number_idx" ON "key_request"("organisation_id", "state", "submitted_at", "number");

-- CreateIndex
CREATE INDEX "key_request_organisation_id_submitted_at_number_idx" ON "key_request"("organisation_id", "submitted_at", "number");
