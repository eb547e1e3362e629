-- What accounts have chosen for themselves, beside their time zone.
CREATE TABLE preferences (
    account_id        uuid PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    theme             text NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
    models            text[] NOT NULL,
    temperature       numeric,
    top_p             numeric,
    max_output_tokens integer,
    seed              bigint,
    reasoning_effort  text
);

-- Saved selections. They go with their owners.
CREATE TABLE presets (
    id                uuid PRIMARY KEY,
    owner_key         text NOT NULL,
    account_id        uuid REFERENCES accounts ON DELETE CASCADE,
    visitor_id        uuid REFERENCES visitors ON DELETE CASCADE,
    name              text NOT NULL,
    models            text[] NOT NULL CHECK (cardinality(models) > 0),
    temperature       numeric,
    top_p             numeric,
    max_output_tokens integer,
    seed              bigint,
    reasoning_effort  text,
    created_at        timestamptz NOT NULL,
    CHECK (num_nonnulls(account_id, visitor_id) = 1)
);

CREATE UNIQUE INDEX presets_by_owner ON presets (owner_key, id);
CREATE INDEX presets_by_account ON presets (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX presets_by_visitor ON presets (visitor_id) WHERE visitor_id IS NOT NULL;
