-- Credit beyond the allowance, bought within one period.
ALTER TABLE credit_periods
    ADD COLUMN overage_enabled boolean NOT NULL DEFAULT false,
    ADD COLUMN overage_limit_usd numeric CHECK (overage_limit_usd > 0),
    ADD COLUMN overage_price_usd numeric NOT NULL DEFAULT 0 CHECK (overage_price_usd >= 0),
    ADD COLUMN overage_milli bigint NOT NULL DEFAULT 0 CHECK (overage_milli >= 0);

-- The constraint has the name that the database gave it.
DO $$
BEGIN
    EXECUTE (
        SELECT 'ALTER TABLE credit_periods DROP CONSTRAINT ' || quote_ident(conname)
        FROM pg_constraint
        WHERE conrelid = 'credit_periods'::regclass
            AND pg_get_constraintdef(oid) LIKE '%used_milli%<= allowance_milli%');
END
$$;

ALTER TABLE credit_periods ADD CONSTRAINT credit_periods_not_overdrawn
    CHECK (available_milli + held_milli + used_milli <= allowance_milli + overage_milli);

ALTER TABLE credit_entries DROP CONSTRAINT credit_entries_kind_check;
ALTER TABLE credit_entries ADD CONSTRAINT credit_entries_kind_check
    CHECK (kind IN ('grant', 'hold', 'release', 'charge', 'expire', 'overage'));
