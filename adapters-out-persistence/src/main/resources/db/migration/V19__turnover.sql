-- What all owners together used in a span of time.
CREATE INDEX usage_log_by_time ON usage_log (at);
