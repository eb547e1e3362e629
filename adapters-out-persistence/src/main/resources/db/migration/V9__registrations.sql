-- What accounts are entered with. Of a password only its hash is kept.
CREATE TABLE logins (
    account_id    uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    address       text NOT NULL,
    address_key   text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    confirmed_at  timestamptz NOT NULL
);

-- Who wants an account and is yet to show that the address is theirs. Of tokens and codes only
-- hashes are kept. What was asked for an address that is known is kept in the same way, so that it
-- takes the same time, and can never be confirmed.
CREATE TABLE registrations (
    id            uuid PRIMARY KEY,
    address       text NOT NULL,
    address_key   text NOT NULL,
    password_hash text NOT NULL,
    token_hash    bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    code_hash     bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    known         boolean NOT NULL,
    tries         integer NOT NULL DEFAULT 0,
    expires_at    timestamptz NOT NULL
);

CREATE INDEX registrations_by_address ON registrations (address_key);
CREATE INDEX registrations_by_expiry ON registrations (expires_at);
