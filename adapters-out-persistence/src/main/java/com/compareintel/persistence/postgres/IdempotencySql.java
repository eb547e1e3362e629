package com.compareintel.persistence.postgres;

import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Repeat;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Idempotency keys, used in the transaction that does what they promise. A request without one
/// adds no statement and reads none.
final class IdempotencySql {
    private IdempotencySql() {}

    /// Uses a key unless it is used, and looks for what used it. Whoever is using it at this moment
    /// is waited for. [#usedBefore] reads it.
    ///
    /// @param result what the key leads to from now on
    static void use(Script script, Optional<Idempotency> key, UUID result, Instant now) {
        key.ifPresent(used -> use(script, used, result, now));
    }

    private static void use(Script script, Idempotency key, UUID result, Instant now) {
        script.add(
                """
                INSERT INTO idempotency_keys AS known (scope, key, fingerprint, comparison_id, created_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (scope, key) DO UPDATE
                SET fingerprint = EXCLUDED.fingerprint, comparison_id = EXCLUDED.comparison_id,
                    created_at = EXCLUDED.created_at
                WHERE known.created_at <= ?
                """,
                key.scope(),
                key.key(),
                key.fingerprint(),
                result,
                now,
                now.minus(Idempotency.LASTS));
        script.add(
                """
                SELECT comparison_id, fingerprint FROM idempotency_keys
                WHERE scope = ? AND key = ? AND comparison_id <> ?
                """,
                key.scope(),
                key.key(),
                result);
    }

    /// What used the key before.
    static Optional<Repeat> usedBefore(Results results, Optional<Idempotency> key)
            throws SQLException {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        results.written();
        return results.row(IdempotencySql::repeat);
    }

    /// What a key that was used leads to.
    static Repeat repeat(Row row) throws SQLException {
        return new Repeat(row.uuid("comparison_id"), row.text("fingerprint"));
    }
}
