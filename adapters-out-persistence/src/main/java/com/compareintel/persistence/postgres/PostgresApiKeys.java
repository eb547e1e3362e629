package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.KeyHolder;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/// API keys as PostgreSQL knows them, by the hash of each.
@Singleton
@Bean(typed = ApiKeys.class)
final class PostgresApiKeys implements ApiKeys {
    private final Database database;

    PostgresApiKeys(Database database) {
        this.database = database;
    }

    @Override
    public void open(Account account, IssuedKey issued, ApiKey key) {
        Script both = PostgresAccounts.insert(new Script(), account);
        database.run(KeySql.insert(both, issued, key), Results::written);
    }

    @Override
    public void add(IssuedKey issued, ApiKey key) {
        database.run(KeySql.insert(new Script(), issued, key), Results::written);
    }

    /// The use is noted in the round trip that finds the holder, and rarely writes. Nobody waits
    /// for the disk with that: a use that is lost with the server is noted by the next.
    @Override
    public Optional<KeyHolder> holder(ApiKey key, Instant now) {
        byte[] hash = KeySql.hash(key);
        return database.run(
                new Script()
                        .often()
                        .add("SELECT set_config('synchronous_commit', 'off', true)")
                        .add(
                                """
                                UPDATE api_keys SET last_used_at = ?
                                WHERE hash = ? AND revoked_at IS NULL
                                    AND (expires_at IS NULL OR expires_at > ?)
                                    AND (last_used_at IS NULL OR last_used_at <= ?)
                                """,
                                now,
                                hash,
                                now,
                                now.minus(USE_IS_NOTED))
                        .add(
                                "SELECT "
                                        + PostgresAccounts.COLUMNS
                                        + ", "
                                        + KeySql.COLUMNS
                                        + """
                                        FROM api_keys JOIN accounts ON accounts.id = account_id
                                        WHERE hash = ? AND revoked_at IS NULL
                                            AND (expires_at IS NULL OR expires_at > ?)
                                        """,
                                hash,
                                now),
                results -> {
                    results.rows(row -> true);
                    results.written();
                    return results.row(row ->
                            new KeyHolder(PostgresAccounts.account(row), KeySql.issued(row)));
                });
    }
}
