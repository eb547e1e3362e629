-- Who is logged in. Tokens are not kept, only which generation of them is the latest. A row goes
-- when its session ends.
CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    account_id   uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    device       text NOT NULL,
    generation   integer NOT NULL,
    created_at   timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL
);

CREATE INDEX sessions_by_account ON sessions (account_id, created_at);
CREATE INDEX sessions_by_refresh ON sessions (refreshed_at);
