-- Of a kind or a channel of which there are few or none, an operator is shown so at once, and not after all messages were read.
CREATE INDEX "message_by_kind" ON "message"("kind", "created_at", "id", "channel");
CREATE INDEX "message_by_channel" ON "message"("channel", "created_at", "id");
DROP INDEX "message_by_time";
CREATE INDEX "message_by_time" ON "message"("created_at", "id");
