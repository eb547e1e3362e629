package com.compareintel.persistence.postgres;

import com.compareintel.core.account.KeyId;
import com.compareintel.core.account.Role;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.staff.Act;
import com.compareintel.core.staff.AuditEntry;
import com.compareintel.core.staff.Desk;
import com.compareintel.core.tier.TierTable;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The desk as PostgreSQL keeps it. The audit's rows are numbered under a lock that lasts until
/// they are committed, so the number of a row is a place that no later row comes before.
@Singleton
@Bean(typed = Desk.class)
final class PostgresDesk implements Desk {
    private final Database database;
    private final TierTable tiers;

    PostgresDesk(Database database, TierTable tiers) {
        this.database = database;
        this.tiers = tiers;
    }

    @Override
    public Outcome act(Act act, Optional<Idempotency> idempotency) {
        return database.transaction(
                connection -> new ActTransaction(act, idempotency, tiers).run(connection));
    }

    /// Adds the statements that write an entry.
    static void write(Script script, AuditEntry entry) {
        script.add("SELECT pg_advisory_xact_lock(hashtext('audit_log'))");
        script.add(
                """
                INSERT INTO audit_log (id, at, actor, actor_role, key_id, kind, subject, before, after, reason)
                VALUES (?, ?, ?, ?, ?::uuid, ?, ?, ?::text, ?::text, ?)
                """,
                entry.id(),
                entry.at(),
                entry.actor().value(),
                entry.role(),
                entry.key().map(KeyId::value),
                entry.kind(),
                entry.subject(),
                entry.before(),
                entry.after(),
                entry.reason());
    }

    /// Reads a row of `audit_log`.
    static AuditEntry entry(Row row) throws SQLException {
        return new AuditEntry(
                row.uuid("id"),
                row.instant("at"),
                new AccountId(row.uuid("actor")),
                row.constant("actor_role", Role.class),
                row.optionalUuid("key_id").map(KeyId::new),
                row.constant("kind", AuditEntry.Kind.class),
                row.text("subject"),
                row.optionalText("before"),
                row.optionalText("after"),
                row.text("reason"));
    }

    @Override
    public Optional<List<AuditEntry>> audit(About about, Optional<UUID> after, int limit) {
        Optional<UUID> actor = about.actor().map(AccountId::value);
        Script script =
                new Script()
                        .add("SELECT id FROM audit_log WHERE id = ?::uuid", after)
                        .add(
                                """
                                SELECT * FROM audit_log
                                WHERE (?::uuid IS NULL OR actor = ?::uuid)
                                    AND (?::text IS NULL OR subject = ?::text)
                                    AND (?::uuid IS NULL
                                         OR seq < (SELECT seq FROM audit_log WHERE id = ?::uuid))
                                ORDER BY seq DESC LIMIT ?
                                """,
                                actor,
                                actor,
                                about.subject(),
                                about.subject(),
                                after,
                                after,
                                limit);
        return database.run(
                script,
                results -> {
                    boolean known = results.row(row -> row.uuid("id")).isPresent();
                    List<AuditEntry> found = results.rows(PostgresDesk::entry);
                    return known || after.isEmpty() ? Optional.of(found) : Optional.empty();
                });
    }
}
