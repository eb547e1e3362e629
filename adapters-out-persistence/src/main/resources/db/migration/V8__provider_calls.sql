-- Calls to the provider whose cost is not booked yet: one row from the moment the provider has taken
-- a call until its cost came with the stream, or was looked up. It belongs to no comparison by key,
-- for it costs as much after the comparison was deleted.
CREATE TABLE provider_calls (
    comparison_id uuid NOT NULL,
    model         text NOT NULL,
    epoch         integer NOT NULL CHECK (epoch >= 1),
    number        integer NOT NULL CHECK (number >= 1),
    generation    text NOT NULL,

    -- open: under way, or its owner died. due: to be looked up. booked: done with, and remembered for
    -- a while. unknown: given up, what is booked stands.
    state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'due', 'booked', 'unknown')),

    -- What charges and platform entries contain for it.
    booked_usd    numeric NOT NULL DEFAULT 0 CHECK (booked_usd >= 0),
    tries         integer NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL DEFAULT now(),
    ended_at      timestamptz,
    due_at        timestamptz,

    PRIMARY KEY (comparison_id, model, epoch, number),
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK ((state = 'open') = (due_at IS NULL))
);

CREATE INDEX provider_calls_open ON provider_calls (comparison_id) WHERE state = 'open';
CREATE INDEX provider_calls_due ON provider_calls (due_at) WHERE state = 'due';
CREATE INDEX provider_calls_booked ON provider_calls (due_at) WHERE state = 'booked';

ALTER TABLE platform_entries DROP CONSTRAINT platform_entries_kind_check;
ALTER TABLE platform_entries ADD CONSTRAINT platform_entries_kind_check
    CHECK (kind IN ('absorbed', 'excess', 'rounding', 'lookup'));
