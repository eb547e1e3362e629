package com.compareintel.persistence.postgres;

/// The statement that makes totals of rows of the usage log. Rows go and totals grow in the same
/// statement, so nothing is ever counted twice or lost, and whoever reads finds each row in one
/// place.
final class UsageFold {
    /// Whoever folds holds this lock until its transaction ends, so that no two ever wait for each
    /// other's totals.
    private static final long LOCK = 0x75_7361_6765L;

    private static final String SUMS =
            """
            sum(input_tokens)::bigint, sum(output_tokens)::bigint, sum(reasoning_tokens)::bigint,
            sum(cached_tokens)::bigint, coalesce(sum(cost_usd), 0), coalesce(sum(charged_milli), 0)::bigint
            """;

    private static final String GROWN =
            """
            comparisons = known.comparisons + EXCLUDED.comparisons,
            input_tokens = known.input_tokens + EXCLUDED.input_tokens,
            output_tokens = known.output_tokens + EXCLUDED.output_tokens,
            reasoning_tokens = known.reasoning_tokens + EXCLUDED.reasoning_tokens,
            cached_tokens = known.cached_tokens + EXCLUDED.cached_tokens,
            cost_usd = known.cost_usd + EXCLUDED.cost_usd,
            charged_milli = known.charged_milli + EXCLUDED.charged_milli
            """;

    private static final String BY_MODEL =
            """
            by_model AS (
                INSERT INTO usage_by_model AS known
                SELECT month, tier, model, count(*),
            """
                    + SUMS
                    + """
                    FROM gone GROUP BY month, tier, model
                    ON CONFLICT (month, tier, model) DO UPDATE SET
                    """
                    + GROWN
                    + ")";

    private static final String BY_OWNER =
            """
            by_owner AS (
                INSERT INTO usage_by_owner AS known
                SELECT owner_key, month, count(*) FILTER (WHERE model IS NULL), count(model),
            """
                    + SUMS
                    + """
                    FROM gone GROUP BY owner_key, month
                    ON CONFLICT (owner_key, month) DO UPDATE SET answers = known.answers + EXCLUDED.answers,
                    """
                    + GROWN
                    + ")";

    private UsageFold() {}

    /// Adds the statement that takes the lock, and answers a row.
    static void lock(Script script) {
        script.add("SELECT pg_advisory_xact_lock(?)", LOCK);
    }

    /// Adds the statement that takes the lock if nobody has it, and answers whether it did as
    /// `mine`.
    static void tryLock(Script script) {
        script.add("SELECT pg_try_advisory_xact_lock(?) AS mine", LOCK);
    }

    /// Adds the statement that folds these rows for everybody, and answers how many as `rows`.
    ///
    /// @param where a condition on the log
    static void fold(Script script, String where, Object value) {
        script.add(
                gone(where) + BY_MODEL + ",\n" + BY_OWNER + "\nSELECT count(*) AS rows FROM gone",
                value);
    }

    /// Adds the statements after which nothing tells any more what these owners used, and of which
    /// the first answers a row; the totals of tiers and models stay whole. The lock is to be held.
    static void forget(Script script, String[] owners) {
        script.add(
                gone("owner_key = ANY (?)") + BY_MODEL + "\nSELECT count(*) AS rows FROM gone",
                (Object) owners);
        script.add("DELETE FROM usage_by_owner WHERE owner_key = ANY (?)", (Object) owners);
    }

    private static String gone(String where) {
        return "WITH gone AS (DELETE FROM usage_log WHERE "
                + where
                + " RETURNING *, date_trunc('month', at AT TIME ZONE 'UTC')::date AS month),\n";
    }
}
