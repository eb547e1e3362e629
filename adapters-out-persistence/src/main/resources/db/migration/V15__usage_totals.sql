-- The usage log by months, each in a partition of its own, and a rest for what has none: an end is
-- never refused for want of a partition. What was logged before becomes the rest as it is.
ALTER TABLE usage_log RENAME TO usage_log_rest;
ALTER TABLE usage_log_rest DROP CONSTRAINT usage_log_pkey;
ALTER INDEX usage_log_by_owner RENAME TO usage_log_rest_by_owner;

CREATE TABLE usage_log (LIKE usage_log_rest INCLUDING DEFAULTS INCLUDING CONSTRAINTS)
    PARTITION BY RANGE (at);

-- Oldest first, as it is folded.
ALTER TABLE usage_log ADD PRIMARY KEY (at, id);
CREATE INDEX usage_log_by_owner ON usage_log (owner_key, at);
ALTER TABLE usage_log ATTACH PARTITION usage_log_rest DEFAULT;

-- What was folded. Months are those of UTC. A total without a model is that of the charges.
CREATE TABLE usage_by_model (
    month            date NOT NULL,
    tier             text,
    model            text,
    comparisons      bigint NOT NULL,
    input_tokens     bigint NOT NULL,
    output_tokens    bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    cached_tokens    bigint NOT NULL,
    cost_usd         numeric NOT NULL,
    charged_milli    bigint NOT NULL,
    UNIQUE NULLS NOT DISTINCT (month, tier, model)
);

CREATE TABLE usage_by_owner (
    owner_key        text NOT NULL,
    month            date NOT NULL,
    comparisons      bigint NOT NULL,
    answers          bigint NOT NULL,
    input_tokens     bigint NOT NULL,
    output_tokens    bigint NOT NULL,
    reasoning_tokens bigint NOT NULL,
    cached_tokens    bigint NOT NULL,
    cost_usd         numeric NOT NULL,
    charged_milli    bigint NOT NULL,
    PRIMARY KEY (owner_key, month)
);

-- Makes a partition for a month, unless it has one or the rest has some of it. Nobody waits for long
-- behind either of these functions: what they cannot lock at once they leave as it is.
CREATE FUNCTION open_usage_month(month date) RETURNS integer
    LANGUAGE plpgsql
    SET lock_timeout = '200ms'
AS $$
DECLARE
    place  text := 'usage_log_' || to_char(month, 'YYYY_MM');
    begins timestamptz := month::timestamp AT TIME ZONE 'UTC';
    ends   timestamptz := (month + interval '1 month')::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF to_regclass(place) IS NOT NULL
        OR EXISTS (SELECT FROM usage_log_rest WHERE at >= begins AND at < ends)
    THEN
        RETURN 0;
    END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF usage_log FOR VALUES FROM (%L) TO (%L)',
                   place, begins, ends);
    RETURN 1;
EXCEPTION WHEN lock_not_available OR check_violation THEN
    RETURN 0;
END
$$;

-- Drops a partition of a month of which everything is folded.
CREATE FUNCTION drop_usage_month(place text) RETURNS integer
    LANGUAGE plpgsql
    SET lock_timeout = '200ms'
AS $$
DECLARE
    used boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', place) INTO used;
    IF used THEN
        RETURN 0;
    END IF;
    LOCK TABLE usage_log IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', place) INTO used;
    IF used THEN
        RETURN 0;
    END IF;
    EXECUTE format('DROP TABLE %I', place);
    RETURN 1;
EXCEPTION WHEN lock_not_available THEN
    RETURN 0;
END
$$;
