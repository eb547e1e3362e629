-- Who somebody was before they asked for an account: what that visitor owns is the account's once
-- there is one.
ALTER TABLE registrations ADD COLUMN visitor_id uuid;

-- The words of an owner, with the mark of another.
CREATE FUNCTION reowned_words(owner_key text, words tsvector) RETURNS tsvector
    LANGUAGE sql IMMUTABLE
RETURN array_to_tsvector(ARRAY(
    SELECT owner_mark(owner_key) || substr(word, 7) FROM unnest(tsvector_to_array(words)) AS word));
