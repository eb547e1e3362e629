package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.VisitorId;
import java.time.Instant;

/// Visitors, who are known from the first thing of theirs that is kept.
final class VisitorSql {
    private VisitorSql() {}

    /// Notes that a visitor was here, and locks its row.
    static void seen(Script script, VisitorId visitor, Instant at) {
        script.add(
                """
                INSERT INTO visitors AS known (id, last_seen) VALUES (?, ?)
                ON CONFLICT (id) DO UPDATE
                SET last_seen = greatest(known.last_seen, EXCLUDED.last_seen)
                """,
                visitor.value(),
                at);
    }
}
