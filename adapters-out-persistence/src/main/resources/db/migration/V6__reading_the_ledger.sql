-- A page of the ledger begins behind an entry that its reader names.
CREATE UNIQUE INDEX credit_entries_by_id ON credit_entries (id);

-- A visitor reads what its own comparisons did, of all that its network shares.
CREATE INDEX credit_entries_of_visitors ON credit_entries (comparison_id) WHERE pool LIKE 'network:%';
