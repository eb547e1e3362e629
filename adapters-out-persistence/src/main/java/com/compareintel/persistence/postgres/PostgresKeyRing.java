package com.compareintel.persistence.postgres;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.key.KeyRing;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The keys of accounts as PostgreSQL keeps them.
@Singleton
@Bean(typed = KeyRing.class)
final class PostgresKeyRing implements KeyRing {
    private final Database database;

    PostgresKeyRing(Database database) {
        this.database = database;
    }

    @Override
    public Outcome issue(
            IssuedKey issued, ApiKey key, int most, Optional<Idempotency> idempotency) {
        return database.transaction(
                connection -> issue(connection, issued, key, most, idempotency));
    }

    /// The idempotency key comes first, as in an admission; then the lock on the account keeps the
    /// number of its keys as it was counted.
    private static Verdict<Outcome> issue(
            Connection connection,
            IssuedKey issued,
            ApiKey key,
            int most,
            Optional<Idempotency> idempotency)
            throws SQLException {
        record Standing(Optional<Repeat> repeat, long active) {}
        Script look = new Script();
        IdempotencySql.use(look, idempotency, issued.id().value(), issued.createdAt());
        look.add(
                "SELECT id FROM accounts WHERE id = ? FOR NO KEY UPDATE", issued.account().value());
        look.add(
                """
                SELECT count(*) AS active FROM api_keys
                WHERE account_id = ? AND revoked_at IS NULL
                    AND (expires_at IS NULL OR expires_at > ?)
                """,
                issued.account().value(),
                issued.createdAt());
        Standing standing =
                look.run(
                        connection,
                        results -> {
                            Optional<Repeat> repeat =
                                    IdempotencySql.usedBefore(results, idempotency);
                            results.row(row -> row.uuid("id"));
                            return new Standing(
                                    repeat, results.row(row -> row.number("active")).orElseThrow());
                        });
        if (standing.repeat().isPresent()) {
            Repeat repeat = standing.repeat().get();
            return Verdict.drop(
                    new Outcome.Repeated(new KeyId(repeat.result()), repeat.fingerprint()));
        }
        if (standing.active() >= most) {
            return Verdict.drop(new Outcome.Full());
        }
        KeySql.insert(new Script(), issued, key).commit().run(connection);
        return Verdict.keep(new Outcome.Issued());
    }

    @Override
    public List<IssuedKey> list(AccountId account, Optional<KeyId> after, int limit) {
        return database.run(
                new Script()
                        .add(
                                "SELECT "
                                        + KeySql.COLUMNS
                                        + """
                                        FROM api_keys
                                        WHERE account_id = ? AND (?::uuid IS NULL OR id < ?::uuid)
                                        ORDER BY id DESC LIMIT ?
                                        """,
                                account.value(),
                                after.map(KeyId::value),
                                after.map(KeyId::value),
                                limit),
                results -> results.rows(KeySql::issued));
    }

    @Override
    public Optional<IssuedKey> find(AccountId account, KeyId id) {
        return database.run(
                new Script()
                        .add(
                                "SELECT "
                                        + KeySql.COLUMNS
                                        + "FROM api_keys WHERE account_id = ? AND id = ?",
                                account.value(),
                                id.value()),
                results -> results.row(KeySql::issued));
    }

    @Override
    public boolean revoke(AccountId account, KeyId id, Instant at) {
        return database.run(
                        new Script()
                                .add(
                                        """
                                        UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?)
                                        WHERE account_id = ? AND id = ?
                                        """,
                                        at,
                                        account.value(),
                                        id.value()),
                        Results::written)
                > 0;
    }
}
