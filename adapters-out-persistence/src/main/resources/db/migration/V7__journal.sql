-- What was told of comparisons, for readers at other instances and for whoever takes one over: a row
-- for each comparison and write, its events in a form of the journal's own. A later owner begins
-- anew in an epoch of its own. Gone a while after the end of the comparison.
CREATE TABLE journal (
    comparison_id uuid NOT NULL REFERENCES comparisons ON DELETE CASCADE,
    epoch         integer NOT NULL,
    first_number  integer NOT NULL CHECK (first_number >= 1),
    last_number   integer NOT NULL CHECK (last_number >= first_number),

    -- Whether some events name what is stored of the comparison or its answers.
    refers        boolean NOT NULL,
    events        bytea NOT NULL,
    PRIMARY KEY (comparison_id, epoch, first_number)
);

-- How many owners a comparison has outlived, whether its present one has handed it over, which models
-- its user wants cancelled, and until when somebody is taken to be reading it at another instance.
ALTER TABLE comparisons
    ADD COLUMN deaths integer NOT NULL DEFAULT 0,
    ADD COLUMN handed_over boolean NOT NULL DEFAULT false,
    ADD COLUMN cancel_asked text[],
    ADD COLUMN read_until timestamptz,
    ADD COLUMN journaled boolean NOT NULL DEFAULT true;

UPDATE comparisons SET journaled = false WHERE status <> 'running';

CREATE INDEX comparisons_to_cancel ON comparisons (instance)
    WHERE status = 'running' AND cancel_asked IS NOT NULL;
CREATE INDEX comparisons_with_journal_to_drop ON comparisons (finished_at)
    WHERE journaled AND finished_at IS NOT NULL;
