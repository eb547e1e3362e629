-- Who is to show that they read the mail of an account's address, to choose another password. Of
-- tokens and codes only hashes are kept. What was asked for an address that leads into no account is
-- kept in the same way, so that it takes the same time, and can never be answered.
CREATE TABLE password_resets (
    id          uuid PRIMARY KEY,
    account_id  uuid REFERENCES accounts ON DELETE CASCADE,
    address     text NOT NULL,
    address_key text NOT NULL,
    token_hash  bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    code_hash   bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    tries       integer NOT NULL DEFAULT 0,
    expires_at  timestamptz NOT NULL
);

CREATE INDEX password_resets_by_address ON password_resets (address_key);
CREATE INDEX password_resets_by_account ON password_resets (account_id);
CREATE INDEX password_resets_by_expiry ON password_resets (expires_at);
