-- Keys as their accounts see them: a name of their own, what they are good for and until when, and the
-- most that may be spent with them. Keys from before may do everything.
ALTER TABLE api_keys
    ADD COLUMN id uuid NOT NULL DEFAULT uuid_v7(),
    ADD COLUMN name text NOT NULL DEFAULT 'first',
    ADD COLUMN scopes text[] NOT NULL DEFAULT '{compare,manage,read}'
        CHECK (scopes <@ '{compare,manage,read}' AND cardinality(scopes) > 0),
    ADD COLUMN expires_at timestamptz,
    ADD COLUMN daily_cap_milli bigint CHECK (daily_cap_milli > 0),
    ADD COLUMN monthly_cap_milli bigint CHECK (monthly_cap_milli > 0),
    ADD COLUMN comparison_cap_milli bigint CHECK (comparison_cap_milli > 0),
    ADD COLUMN last_used_at timestamptz,
    ADD CHECK ('manage' <> ALL (scopes)
        OR num_nonnulls(daily_cap_milli, monthly_cap_milli, comparison_cap_milli) = 0);

ALTER TABLE api_keys ALTER COLUMN id DROP DEFAULT, ALTER COLUMN name DROP DEFAULT,
    ALTER COLUMN scopes DROP DEFAULT;

DROP INDEX api_keys_by_account;
CREATE UNIQUE INDEX api_keys_by_account ON api_keys (account_id, id);

COMMENT ON COLUMN idempotency_keys.comparison_id IS
    'What the key led to: a comparison, the conversation of a breakout, or an API key; fingerprints tell which.';
