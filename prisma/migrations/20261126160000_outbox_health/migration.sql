-- Why messages don't go out, for an operator: a code, and of nobody in particular.
GRANT SELECT (attempts, last_error) ON message TO tanba_status;
