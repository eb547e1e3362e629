-- Accounts that have left, until nothing is left of them; and which API keys they had, whose caps are
-- pools of the ledger.
CREATE TABLE departures (
    account_id uuid PRIMARY KEY,
    keys       uuid[] NOT NULL,
    left_at    timestamptz NOT NULL
);

CREATE INDEX departures_by_time ON departures (left_at);

-- Whose an entry was may be forgotten; nothing else of it is ever changed. A name that is forgotten
-- begins with `gone:`, and stays.
CREATE FUNCTION forget_name_only() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    IF (OLD.pool LIKE 'account:%' OR OLD.pool LIKE 'key:%') AND NEW.pool LIKE 'gone:%'
        AND to_jsonb(OLD) - 'pool' = to_jsonb(NEW) - 'pool'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% of %: entries are never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

DROP TRIGGER credit_entries_are_immutable ON credit_entries;

CREATE TRIGGER credit_entries_are_immutable
    BEFORE DELETE OR TRUNCATE ON credit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER credit_entries_forget_names_only
    BEFORE UPDATE ON credit_entries
    FOR EACH ROW EXECUTE FUNCTION forget_name_only();

-- A name is forgotten in all tables of the ledger at once.
ALTER TABLE credit_periods
    ALTER CONSTRAINT credit_periods_pool_fkey DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE credit_entries
    ALTER CONSTRAINT credit_entries_pool_period_started_at_fkey DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE holds
    ALTER CONSTRAINT holds_pool_period_started_at_fkey DEFERRABLE INITIALLY IMMEDIATE;
