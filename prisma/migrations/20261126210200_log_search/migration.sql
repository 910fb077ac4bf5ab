-- What an auditor looks for: one kind of deed, and what was done within some days.
CREATE INDEX "audit_event_action_seq_idx" ON "audit_event"("action", "seq");
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");
