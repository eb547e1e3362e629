-- Staff has a role; until now a flag told staff, and the account of the first start alone had it.
ALTER TABLE accounts
    ADD COLUMN role text CHECK (role IN ('support', 'admin', 'owner')),
    ADD COLUMN role_since timestamptz,
    ADD COLUMN suspended_at timestamptz,
    ADD CHECK ((role IS NULL) = (role_since IS NULL)),
    ADD CHECK (role IS DISTINCT FROM 'owner' OR suspended_at IS NULL);

UPDATE accounts
SET role = CASE
        WHEN id = (SELECT id FROM accounts WHERE staff ORDER BY created_at, id LIMIT 1) THEN 'owner'
        ELSE 'support'
    END,
    role_since = created_at
WHERE staff;

ALTER TABLE accounts DROP COLUMN staff;

CREATE UNIQUE INDEX accounts_have_one_owner ON accounts (role) WHERE role = 'owner';

-- What staff did. Rows are only ever added, numbered in the order in which they are committed. They name
-- accounts by id and outlive them.
CREATE TABLE audit_log (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         uuid NOT NULL UNIQUE,
    at         timestamptz NOT NULL,
    actor      uuid NOT NULL,
    actor_role text NOT NULL CHECK (actor_role IN ('support', 'admin', 'owner')),
    key_id     uuid,
    kind       text NOT NULL CHECK (kind IN ('suspend', 'unsuspend', 'tier', 'credits', 'role', 'model')),
    subject    text NOT NULL,
    before     text,
    after      text,
    reason     text NOT NULL CHECK (reason <> '')
);

CREATE INDEX audit_log_by_subject ON audit_log (subject, seq);
CREATE INDEX audit_log_by_actor ON audit_log (actor, seq);

CREATE TRIGGER audit_log_is_immutable
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE credit_entries DROP CONSTRAINT credit_entries_kind_check;
ALTER TABLE credit_entries ADD CONSTRAINT credit_entries_kind_check
    CHECK (kind IN ('grant', 'hold', 'release', 'charge', 'expire', 'overage', 'adjust'));

-- How models are sold otherwise than their provider and the price list say. Without a row: as these say.
CREATE TABLE model_overrides (
    model        text PRIMARY KEY,
    hidden       boolean NOT NULL,
    minimum_tier text,

    -- Dollars for a token in, a token out, and a call.
    input_usd    numeric CHECK (input_usd >= 0),
    output_usd   numeric CHECK (output_usd >= 0),
    request_usd  numeric CHECK (request_usd >= 0),
    CHECK (num_nulls(input_usd, output_usd, request_usd) IN (0, 3))
);

COMMENT ON COLUMN idempotency_keys.comparison_id IS
    'What the key led to: a comparison, the conversation of a breakout, an API key, or an act of staff; fingerprints tell which.';
