package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.Session;
import com.compareintel.core.staff.AccountFiles;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// All accounts, as PostgreSQL finds them.
@Singleton
@Bean(typed = AccountFiles.class)
final class PostgresAccountFiles implements AccountFiles {
    private final Database database;

    PostgresAccountFiles(Database database) {
        this.database = database;
    }

    @Override
    public List<Found> search(Search search, Optional<AccountId> after, int limit) {
        Optional<String> text = search.text().map(words -> words.toLowerCase(Locale.ROOT));
        Optional<UUID> last = after.map(AccountId::value);
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT accounts.*, address
                                FROM accounts LEFT JOIN logins ON account_id = accounts.id
                                WHERE (?::text IS NULL
                                       OR strpos(address_key, ?::text) > 0
                                       OR strpos(lower(name), ?::text) > 0
                                       OR accounts.id::text = ?::text)
                                    AND (?::text IS NULL OR tier = ?::text)
                                    AND (?::text IS NULL OR role = ?::text)
                                    AND (?::boolean IS NULL OR (suspended_at IS NOT NULL) = ?::boolean)
                                    AND (?::uuid IS NULL OR accounts.id < ?::uuid)
                                ORDER BY accounts.id DESC LIMIT ?
                                """,
                                text,
                                text,
                                text,
                                text,
                                search.tier(),
                                search.tier(),
                                search.staff(),
                                search.staff(),
                                search.suspended(),
                                search.suspended(),
                                last,
                                last,
                                limit),
                results -> results.rows(PostgresAccountFiles::found));
    }

    @Override
    public Optional<File> find(AccountId id, Instant now) {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT accounts.*, address,
                                    (SELECT count(*) FROM api_keys
                                     WHERE api_keys.account_id = accounts.id AND revoked_at IS NULL
                                         AND (expires_at IS NULL OR expires_at > ?)) AS keys,
                                    (SELECT count(*) FROM sessions
                                     WHERE sessions.account_id = accounts.id
                                         AND refreshed_at > ?) AS sessions,
                                    (SELECT count(*) FROM comparisons
                                     WHERE owner_key = ? AND status = 'running') AS running
                                FROM accounts LEFT JOIN logins ON logins.account_id = accounts.id
                                WHERE accounts.id = ?
                                """,
                                now,
                                now.minus(Session.LASTS),
                                new Owner.Account(id).key(),
                                id.value()),
                results ->
                        results.row(row ->
                                new File(
                                        found(row),
                                        row.integer("keys"),
                                        row.integer("sessions"),
                                        row.integer("running"))));
    }

    private static Found found(Row row) throws SQLException {
        return new Found(
                PostgresAccounts.account(row), row.optionalText("address").map(EmailAddress::new));
    }
}
