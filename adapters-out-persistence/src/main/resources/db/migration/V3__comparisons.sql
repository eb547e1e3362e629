CREATE TABLE conversations (
    id               uuid PRIMARY KEY,
    owner_key        text NOT NULL,
    title            text NOT NULL,
    created_at       timestamptz NOT NULL,
    last_activity_at timestamptz NOT NULL
);

CREATE INDEX conversations_by_activity ON conversations (owner_key, last_activity_at, id);

CREATE TABLE comparisons (
    id                    uuid PRIMARY KEY,
    owner_key             text NOT NULL,
    payer_key             text NOT NULL,
    conversation_id       uuid REFERENCES conversations ON DELETE CASCADE,
    status                text NOT NULL DEFAULT 'running'
        CHECK (status IN ('running', 'completed', 'partial', 'cancelled', 'failed')),
    prompt                text NOT NULL,
    system                text,
    temperature           numeric,
    top_p                 numeric,
    asked_output_tokens   integer,
    seed                  bigint,
    reasoning_effort      text,
    cancel_on_disconnect  boolean NOT NULL,
    held_milli            bigint NOT NULL CHECK (held_milli >= 0),
    max_output_tokens     integer NOT NULL,
    created_at            timestamptz NOT NULL,

    -- Whose it is, and until when by this database's clock.
    instance              uuid NOT NULL,
    epoch                 integer NOT NULL CHECK (epoch >= 1),
    lease_until           timestamptz NOT NULL,

    -- How it ended.
    finished_at           timestamptz,
    charged_milli         bigint CHECK (charged_milli BETWEEN 0 AND held_milli),
    cost_usd              numeric CHECK (cost_usd >= 0),
    remaining_milli       bigint,
    still_held_milli      bigint,
    resets_at             timestamptz,
    start_skew_millis     bigint,

    CHECK (CASE WHEN status = 'running'
        THEN num_nonnulls(finished_at, charged_milli, cost_usd, remaining_milli,
                          still_held_milli, resets_at, start_skew_millis) = 0
        ELSE num_nulls(finished_at, charged_milli, cost_usd, remaining_milli,
                       still_held_milli, resets_at, start_skew_millis) = 0
    END)
);

CREATE INDEX comparisons_by_conversation ON comparisons (conversation_id, created_at, id)
    WHERE conversation_id IS NOT NULL;
CREATE INDEX comparisons_open_by_owner ON comparisons (owner_key) WHERE status = 'running';
CREATE INDEX comparisons_open_by_payer ON comparisons (payer_key) WHERE status = 'running';
CREATE INDEX comparisons_open_by_lease ON comparisons (lease_until) WHERE status = 'running';

CREATE TABLE answers (
    comparison_id            uuid NOT NULL REFERENCES comparisons ON DELETE CASCADE,
    model                    text NOT NULL,
    position                 smallint NOT NULL,
    max_output_tokens        integer NOT NULL,
    ignored_parameters       text[] NOT NULL,
    status                   text NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
    attempt                  integer NOT NULL DEFAULT 0,
    text                     text NOT NULL DEFAULT '',
    reasoning                text NOT NULL DEFAULT '',
    finish_reason            text,
    failure_code             text,
    failure_retryable        boolean,
    input_tokens             bigint,
    output_tokens            bigint,
    reasoning_tokens         bigint,
    cached_tokens            bigint,

    -- The bill: what it cost, whether it counts, and who pays how much.
    cost_usd                 numeric CHECK (cost_usd >= 0),
    cost_source              text CHECK (cost_source IN ('provider', 'estimated')),
    counts                   boolean,
    user_usd                 numeric CHECK (user_usd >= 0),
    platform_usd             numeric CHECK (platform_usd >= 0),

    queued_millis            bigint,
    first_token_millis       bigint,
    duration_millis          bigint,
    output_tokens_per_second numeric,
    served_model             text,
    served_by                text,
    generation               text,

    PRIMARY KEY (comparison_id, model),
    UNIQUE (comparison_id, position),
    CHECK ((status IN ('queued', 'running')) = (counts IS NULL)),
    CHECK (num_nulls(counts, cost_usd, cost_source, user_usd, platform_usd) IN (0, 5))
);

-- What a caller promised to be one request, for a day.
CREATE TABLE idempotency_keys (
    scope         text NOT NULL,
    key           text NOT NULL,
    fingerprint   text NOT NULL,
    comparison_id uuid NOT NULL,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (scope, key)
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
