-- What an operator chooses by two at once: of a kind there are a quarter million, and none of them an SMS, or none of them waiting.
CREATE INDEX "message_by_channel_and_kind" ON "message"("channel", "kind", "created_at", "id");
CREATE INDEX "message_by_state_and_kind" ON "message"("state", "kind", "created_at", "id");
