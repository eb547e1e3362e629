-- What was used: a row for each answer and one, without a model, for each comparison's charge, written by
-- the transaction that ends the comparison. It belongs to no comparison by key, for it outlives it.
CREATE TABLE usage_log (
    id               uuid PRIMARY KEY DEFAULT uuid_v7(),
    at               timestamptz NOT NULL,
    comparison_id    uuid NOT NULL,
    owner_key        text NOT NULL,
    payer_key        text NOT NULL,

    -- Null of comparisons that were admitted before this was noted.
    tier             text,

    -- The API key it was asked with, if any.
    key_id           uuid,
    model            text,
    status           text NOT NULL,
    input_tokens     bigint NOT NULL CHECK (input_tokens >= 0),
    output_tokens    bigint NOT NULL CHECK (output_tokens >= 0),
    reasoning_tokens bigint NOT NULL CHECK (reasoning_tokens >= 0),
    cached_tokens    bigint NOT NULL CHECK (cached_tokens >= 0),
    cost_usd         numeric CHECK (cost_usd >= 0),
    cost_source      text,
    charged_milli    bigint CHECK (charged_milli >= 0),
    CHECK ((model IS NULL) = (charged_milli IS NOT NULL)),
    CHECK ((model IS NULL) = (cost_usd IS NULL))
);

CREATE INDEX usage_log_by_owner ON usage_log (owner_key, at);

-- What is known at admission, for the log.
ALTER TABLE comparisons ADD COLUMN tier text, ADD COLUMN key_id uuid;
