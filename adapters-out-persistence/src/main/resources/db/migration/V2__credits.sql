-- A UUIDv7: 48 bits of milliseconds, then chance.
CREATE FUNCTION uuid_v7() RETURNS uuid
    LANGUAGE sql VOLATILE
AS $$
    SELECT encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid())
                    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                    FROM 1 FOR 6),
                52, 1),
            53, 1),
        'hex')::uuid
$$;

-- One row per source of credit, with its allowance as last seen. Whoever writes about a pool locks
-- this row first; several pools are locked in the order of their keys, so no two ever wait for each
-- other. Keys are compared byte by byte, whatever the database's locale.
CREATE TABLE credit_pools (
    key             text COLLATE "C" PRIMARY KEY,
    allowance_milli bigint NOT NULL CHECK (allowance_milli >= 0),
    kind            text NOT NULL CHECK (kind IN ('day', 'month')),
    zone            text NOT NULL,
    since           timestamptz NOT NULL
);

-- The balance of a pool in a period: what its entries sum to, cached under constraints that keep it
-- from ever being overdrawn.
CREATE TABLE credit_periods (
    pool            text COLLATE "C" NOT NULL REFERENCES credit_pools,
    started_at      timestamptz NOT NULL,
    resets_at       timestamptz NOT NULL CHECK (resets_at > started_at),
    kind            text NOT NULL CHECK (kind IN ('day', 'month')),
    allowance_milli bigint NOT NULL CHECK (allowance_milli >= 0),
    available_milli bigint NOT NULL CHECK (available_milli >= 0),
    held_milli      bigint NOT NULL CHECK (held_milli >= 0),
    used_milli      bigint NOT NULL CHECK (used_milli >= 0),
    closed          boolean NOT NULL,
    PRIMARY KEY (pool, started_at),
    CHECK (available_milli + held_milli + used_milli <= allowance_milli),
    CHECK (NOT closed OR available_milli = 0)
);

CREATE UNIQUE INDEX credit_periods_open ON credit_periods (pool) WHERE NOT closed;

-- The ledger itself. Rows are only ever added.
CREATE TABLE credit_entries (
    seq               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id                uuid NOT NULL DEFAULT uuid_v7(),
    pool              text COLLATE "C" NOT NULL,
    period_started_at timestamptz NOT NULL,
    kind              text NOT NULL CHECK (kind IN ('grant', 'hold', 'release', 'charge', 'expire')),
    milli             bigint NOT NULL,
    balance_after     bigint NOT NULL CHECK (balance_after >= 0),
    comparison_id     uuid,
    created_at        timestamptz NOT NULL,
    FOREIGN KEY (pool, period_started_at) REFERENCES credit_periods
);

CREATE INDEX credit_entries_by_pool ON credit_entries (pool, seq);

-- What is set aside in a pool for a comparison; position 0 is the payer's own pool.
CREATE TABLE holds (
    comparison_id     uuid NOT NULL,
    pool              text COLLATE "C" NOT NULL,
    period_started_at timestamptz NOT NULL,
    position          smallint NOT NULL,
    milli             bigint NOT NULL CHECK (milli >= 0),
    state             text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'settled', 'released')),
    created_at        timestamptz NOT NULL,
    resolved_at       timestamptz,
    PRIMARY KEY (comparison_id, pool),
    UNIQUE (comparison_id, position),
    FOREIGN KEY (pool, period_started_at) REFERENCES credit_periods,
    CHECK ((state = 'held') = (resolved_at IS NULL))
);

-- The platform's own account: dollars, below zero where it gains.
CREATE TABLE platform_entries (
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            uuid NOT NULL DEFAULT uuid_v7(),
    kind          text NOT NULL CHECK (kind IN ('absorbed', 'excess', 'rounding')),
    usd           numeric NOT NULL,
    comparison_id uuid,
    created_at    timestamptz NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% of %: entries are never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER credit_entries_are_immutable
    BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER platform_entries_are_immutable
    BEFORE UPDATE OR DELETE OR TRUNCATE ON platform_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
