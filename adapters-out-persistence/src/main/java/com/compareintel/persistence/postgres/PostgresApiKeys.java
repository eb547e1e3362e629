package com.compareintel.persistence.postgres;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.account.ApiKeys;
import com.compareintel.core.identity.AccountId;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/// API keys as PostgreSQL keeps them: the SHA-256 of each. A key has 190 bits of chance, so a plain
/// hash cannot be guessed back.
@Singleton
@Bean(typed = ApiKeys.class)
final class PostgresApiKeys implements ApiKeys {
    private final Database database;

    PostgresApiKeys(Database database) {
        this.database = database;
    }

    @Override
    public void open(Account account, ApiKey key) {
        Script both = PostgresAccounts.insert(new Script(), account);
        database.run(insert(both, account.id(), key, account.createdAt()), Results::written);
    }

    @Override
    public void add(AccountId account, ApiKey key, Instant createdAt) {
        database.run(insert(new Script(), account, key, createdAt), Results::written);
    }

    private static Script insert(Script script, AccountId account, ApiKey key, Instant createdAt) {
        return script.add(
                "INSERT INTO api_keys (hash, account_id, created_at) VALUES (?, ?, ?)",
                hash(key),
                account.value(),
                createdAt);
    }

    @Override
    public Optional<Account> owner(ApiKey key) {
        return database.run(
                new Script()
                        .add(
                                """
                                SELECT accounts.* FROM api_keys JOIN accounts ON accounts.id = account_id
                                WHERE hash = ? AND revoked_at IS NULL
                                """,
                                hash(key)),
                results -> results.row(PostgresAccounts::account));
    }

    private static byte[] hash(ApiKey key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.secret().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
