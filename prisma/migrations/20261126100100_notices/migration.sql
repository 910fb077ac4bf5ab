-- Whether there still is a reason to tell that the pair of this SIGN certificate ends: one of the two is in force, and no
-- installed pair of the same capacity outlives it. Asked when a notice is planned, and again when it is sent.
CREATE FUNCTION tanba_is_ending(ending certificate) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT (ending.revoked_at IS NULL
      OR EXISTS (SELECT FROM certificate WHERE request_id = ending.request_id AND slot = 'AUTH' AND revoked_at IS NULL))
    AND NOT EXISTS (SELECT FROM holder WHERE id = ending.holder_id AND blocked_at IS NOT NULL)
    AND NOT EXISTS (
      SELECT FROM certificate later JOIN key_request r ON r.id = later.request_id AND r.state = 'INSTALLED'
      WHERE later.holder_id = ending.holder_id AND later.slot = 'SIGN' AND later.not_after > ending.not_after
        AND later.revoked_at IS NULL)
$$;
REVOKE ALL ON FUNCTION tanba_is_ending(certificate) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tanba_is_ending(certificate) TO tanba_worker;
