-- What conversations are found by: the words of each title, prompt and answer. A word carries a
-- mark of its owner, so that one index answers owner and words together, a beginning of a word is
-- looked up among that owner's words only, and what others wrote costs nothing. Owners with the
-- same mark are told apart by the conversation.
CREATE TABLE conversation_texts (
    conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,

    -- Null for the title.
    comparison_id   uuid,

    -- Null for a title or prompt.
    model           text,
    words           tsvector NOT NULL
);

CREATE FUNCTION owner_mark(owner_key text) RETURNS text
    LANGUAGE sql IMMUTABLE
RETURN left(md5(owner_key), 6);

CREATE FUNCTION owned_words(owner_key text, words text[]) RETURNS tsvector
    LANGUAGE sql IMMUTABLE
RETURN array_to_tsvector(ARRAY(
    SELECT mark || word FROM owner_mark(owner_key) AS mark, unnest(words) AS word));

-- All these words; the last one is perhaps only begun.
CREATE FUNCTION owned_search(owner_key text, words text[], begun boolean) RETURNS tsquery
    LANGUAGE sql IMMUTABLE
RETURN (array_to_string(
    ARRAY(SELECT '''' || mark || word || ''''
          FROM owner_mark(owner_key) AS mark, unnest(words) AS word),
    ' & ') || CASE WHEN begun THEN ':*' ELSE '' END)::tsquery;

-- What was there before: nearly the same words, cut by the database.
INSERT INTO conversation_texts (conversation_id, comparison_id, model, words)
SELECT id, comparison_id, model,
       owned_words(owner_key, ARRAY(
           SELECT DISTINCT left(word, 32)
           FROM regexp_split_to_table(lower(left(text, 100000)), '[^[:alnum:]]+') AS word
           WHERE word <> '' LIMIT 10000))
FROM (SELECT id, owner_key, NULL::uuid AS comparison_id, NULL AS model, title AS text
      FROM conversations
      UNION ALL
      SELECT conversation_id, owner_key, id, NULL, prompt
      FROM comparisons WHERE conversation_id IS NOT NULL
      UNION ALL
      SELECT conversation_id, owner_key, comparison_id, model, answers.text
      FROM answers JOIN comparisons ON id = comparison_id
      WHERE conversation_id IS NOT NULL AND answers.text <> '') AS kept;

CREATE INDEX conversation_texts_by_conversation ON conversation_texts (conversation_id);

-- Writers leave new words in a short list, which the index takes in when it is full: so they never
-- wait for many places of the index at once, and searches have little to read beside it.
CREATE INDEX conversation_texts_by_words ON conversation_texts USING gin (words)
    WITH (gin_pending_list_limit = 512);

COMMENT ON COLUMN idempotency_keys.comparison_id IS
    'What the key led to: a comparison, or the conversation of a breakout; fingerprints tell which.';
