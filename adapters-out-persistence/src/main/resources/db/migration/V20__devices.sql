-- From which devices accounts were entered. Of a device's token only a hash is kept.
CREATE TABLE devices (
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    account_id uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (account_id, token_hash)
);
