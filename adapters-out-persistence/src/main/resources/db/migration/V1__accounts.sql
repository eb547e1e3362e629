-- Text columns that hold what callers or models wrote keep it escaped (see StoredText): PostgreSQL
-- takes neither U+0000 nor half a surrogate pair.

CREATE TABLE accounts (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    tier       text NOT NULL,
    staff      boolean NOT NULL,
    zone       text NOT NULL,
    tier_since timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);

-- Of a key only its hash is kept.
CREATE TABLE api_keys (
    hash       bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX api_keys_by_account ON api_keys (account_id);

CREATE TABLE visitors (
    id        uuid PRIMARY KEY,
    last_seen timestamptz NOT NULL
);

CREATE INDEX visitors_by_last_seen ON visitors (last_seen);

-- Secrets that all instances on this database share.
CREATE TABLE service_secrets (
    name       text PRIMARY KEY,
    value      bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
