package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.signin.Departures;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.persistence.postgres.Database.Verdict;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Departures as PostgreSQL keeps them. Whoever erases has the account's pool locked, as has
/// whoever is admitted on it: so nothing is admitted between a look at what runs and the erasure.
@Singleton
@Bean(typed = Departures.class)
final class PostgresDepartures implements Departures {
    /// Conversations of some hundred turns each, dropped in a moment.
    private static final int BATCH = 50;

    private static final String RUNNING =
            "EXISTS (SELECT FROM comparisons WHERE owner_key = ? AND status = 'running')";

    private final Database database;

    PostgresDepartures(Database database) {
        this.database = database;
    }

    private static String name(AccountId account) {
        return new Owner.Account(account).key();
    }

    @Override
    public boolean leave(AccountId account, Optional<PasswordHash> shown, Instant at) {
        return database.transaction(connection -> leave(connection, account, shown, at));
    }

    private static Verdict<Boolean> leave(
            Connection connection, AccountId account, Optional<PasswordHash> shown, Instant at)
            throws SQLException {
        boolean left =
                new Script()
                        .add("SELECT id FROM accounts WHERE id = ? FOR UPDATE", account.value())
                        .add(
                                """
                                INSERT INTO departures (account_id, keys, left_at)
                                SELECT id,
                                    ARRAY(SELECT api_keys.id FROM api_keys
                                          WHERE account_id = accounts.id), ?
                                FROM accounts
                                WHERE id = ? AND role IS NULL
                                    AND ?::text IS NOT DISTINCT FROM (
                                        SELECT password_hash FROM logins
                                        WHERE account_id = accounts.id)
                                ON CONFLICT DO NOTHING
                                """,
                                at,
                                account.value(),
                                shown.map(PasswordHash::encoded))
                        .run(
                                connection,
                                results -> {
                                    results.rows(row -> true);
                                    return results.written() > 0;
                                });
        if (!left) {
            return Verdict.drop(false);
        }
        Script leave =
                new Script()
                        .add(
                                """
                                DELETE FROM registrations USING logins
                                WHERE account_id = ? AND registrations.address_key = logins.address_key
                                """,
                                account.value())
                        .add("DELETE FROM accounts WHERE id = ?", account.value());
        ComparisonSql.cancelAll(leave, new Owner.Account(account));
        leave.run(connection);
        return Verdict.keep(true);
    }

    @Override
    public boolean erase(AccountId account) {
        int dropped;
        do {
            dropped = dropConversations(name(account));
        } while (dropped == BATCH);
        return database.transaction(connection -> eraseRest(connection, account));
    }

    private int dropConversations(String name) {
        return database.run(
                new Script()
                        .add(
                                """
                                DELETE FROM conversations WHERE id IN (
                                    SELECT id FROM conversations WHERE owner_key = ? LIMIT ?)
                                """
                                        + " AND NOT "
                                        + RUNNING,
                                name,
                                BATCH,
                                name),
                Results::written);
    }

    private static Verdict<Boolean> eraseRest(Connection connection, AccountId account)
            throws SQLException {
        String name = name(account);
        List<String> pools = pools(connection, account);
        boolean running =
                new Script()
                        .add(
                                """
                                SELECT key FROM credit_pools WHERE key = ANY (?)
                                ORDER BY key FOR UPDATE
                                """,
                                (Object) pools.toArray(String[]::new))
                        .add("SELECT " + RUNNING + " AS running", name)
                        .run(
                                connection,
                                results -> {
                                    results.rows(row -> true);
                                    return results.row(row -> row.flag("running")).orElseThrow();
                                });
        if (running) {
            return Verdict.drop(false);
        }
        forget(connection, name, pools);
        return Verdict.keep(true);
    }

    /// The account's own pool first, then those of its keys' caps.
    private static List<String> pools(Connection connection, AccountId account)
            throws SQLException {
        List<String> pools = new ArrayList<>();
        pools.add(name(account));
        List<UUID> keys =
                new Script()
                        .add(
                                "SELECT unnest(keys) AS key FROM departures WHERE account_id = ?",
                                account.value())
                        .run(connection, results -> results.rows(row -> row.uuid("key")));
        for (UUID key : keys) {
            pools.add("key:" + key + ":daily");
            pools.add("key:" + key + ":monthly");
        }
        return pools;
    }

    private static void forget(Connection connection, String name, List<String> pools)
            throws SQLException {
        String[] was = pools.toArray(String[]::new);
        String[] becomes =
                pools.stream().map(pool -> "gone:" + UUID.randomUUID()).toArray(String[]::new);
        Script script =
                new Script()
                        .add("SET CONSTRAINTS ALL DEFERRED")
                        .add("DELETE FROM conversations WHERE owner_key = ?", name)
                        .add("DELETE FROM comparisons WHERE owner_key = ?", name)
                        .add("DELETE FROM idempotency_keys WHERE scope = ?", name)
                        .add(
                                """
                                UPDATE usage_log SET owner_key = ?, payer_key = ?, key_id = NULL
                                WHERE owner_key = ?
                                """,
                                becomes[0],
                                becomes[0],
                                name)
                        .add(
                                "UPDATE usage_by_owner SET owner_key = ? WHERE owner_key = ?",
                                becomes[0],
                                name);
        rename(script, "credit_pools", "key", was, becomes);
        rename(script, "credit_periods", "pool", was, becomes);
        rename(script, "credit_entries", "pool", was, becomes);
        rename(script, "holds", "pool", was, becomes);
        script.run(connection);
    }

    private static void rename(
            Script script, String table, String column, String[] was, String[] becomes) {
        script.add(
                """
                UPDATE %1$s SET %2$s = becomes
                FROM unnest(?::text[], ?::text[]) AS name (was, becomes) WHERE %1$s.%2$s = was
                """
                        .formatted(table, column),
                was,
                becomes);
    }

    @Override
    public int conclude(Instant leftUpTo, int limit) {
        List<AccountId> left =
                database.run(
                        new Script()
                                .add(
                                        """
                                        SELECT account_id FROM departures WHERE left_at <= ?
                                        ORDER BY left_at LIMIT ?
                                        """,
                                        leftUpTo,
                                        limit),
                        results -> results.rows(row -> new AccountId(row.uuid("account_id"))));
        int concluded = 0;
        for (AccountId account : left) {
            if (erase(account)) {
                concluded += forgotten(account);
            }
        }
        return concluded;
    }

    private int forgotten(AccountId account) {
        return database.run(
                new Script().add("DELETE FROM departures WHERE account_id = ?", account.value()),
                Results::written);
    }
}
