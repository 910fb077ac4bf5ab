-- Whether a rung of the ladder, or a tighter one, was told is asked of this index alone, also when some of it was sent again and
-- while PostgreSQL knows nothing of the columns yet.
DROP INDEX message_rung;
CREATE UNIQUE INDEX message_rung ON message (certificate_id, channel, threshold, repeats_id) NULLS NOT DISTINCT
  WHERE threshold IS NOT NULL;
