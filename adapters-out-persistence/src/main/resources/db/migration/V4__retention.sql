-- What finds the data whose time to be kept is over.
CREATE INDEX comparisons_by_owner ON comparisons (owner_key);
CREATE INDEX comparisons_with_text_to_drop ON comparisons (finished_at)
    WHERE conversation_id IS NULL AND finished_at IS NOT NULL AND prompt <> '';
