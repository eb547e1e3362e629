-- Who is to show that they read the mail of an address, for it to become the one that their account is
-- entered with. What was asked for an address that leads into an account already has no account here.
CREATE TABLE address_changes (
    id          uuid PRIMARY KEY,
    account_id  uuid REFERENCES accounts ON DELETE CASCADE,
    address     text NOT NULL,
    address_key text NOT NULL,
    token_hash  bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    code_hash   bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    tries       integer NOT NULL DEFAULT 0,
    expires_at  timestamptz NOT NULL
);

CREATE INDEX address_changes_by_address ON address_changes (address_key);
CREATE INDEX address_changes_by_account ON address_changes (account_id);
CREATE INDEX address_changes_by_expiry ON address_changes (expires_at);
