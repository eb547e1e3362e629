package com.compareintel.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/// The product's database, read behind its back.
public final class Books {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Credit is counted in thousandths of a credit, of which a hundred make a dollar.
    private static final String DOLLARS = " / 100000.0";

    private volatile TestDatabase database;

    public Books(TestDatabase database) {
        this.database = database;
    }

    /// Reads from here on, for the server was started anew.
    void moveTo(TestDatabase other) {
        database = other;
    }

    /// Opens an account of this tier and answers its API key.
    public String newAccount(Tier tier) {
        ApiKey key = ApiKey.generate(RANDOM);
        String sql =
                """
                WITH account AS (
                    INSERT INTO accounts (id, name, tier, zone, tier_since, created_at)
                    VALUES ('%s', 'bench', '%s', 'UTC', now(), now()) RETURNING id)
                INSERT INTO api_keys (hash, account_id, created_at, id, name, scopes)
                SELECT '\\x%s', id, now(), uuid_v7(), 'bench', '{compare,manage,read}' FROM account
                """
                        .formatted(UUID.randomUUID(), tier.wireName(), hash(key));
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
            return key.secret();
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /// Changes something that is none of the product's.
    public void execute(String sql) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    private static String hash(ApiKey key) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(key.secret().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// The one number that a query answers; zero if it answers null.
    public BigDecimal number(String sql) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            if (!result.next()) {
                throw new AssertionError("no row: " + sql);
            }
            BigDecimal number = result.getBigDecimal(1);
            return number == null ? BigDecimal.ZERO : number;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /// The rows that a query answers, each as text.
    public List<String> rows(String sql) {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT q::text FROM (" + sql + ") AS q")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /// How many comparisons have not ended.
    long running() {
        return number("SELECT count(*) FROM comparisons WHERE status = 'running'").longValue();
    }

    /// Waits until everything has ended; fails with what has not.
    public Duration awaitQuiet(Duration atMost) {
        try {
            return Until.met("everything has ended", atMost, () -> running() == 0);
        } catch (AssertionError late) {
            throw new AssertionError(
                    late.getMessage()
                            + ": "
                            + rows(
                                    "SELECT id, epoch, lease_until, created_at FROM comparisons"
                                            + " WHERE status = 'running' LIMIT 20"),
                    late);
        }
    }

    /// Fails unless the ledger is exact and nothing is open: to be asked when everything has ended.
    public void assertClosed() {
        assertNone("open holds", "SELECT * FROM holds WHERE state = 'held'");
        assertNone("open comparisons", "SELECT id FROM comparisons WHERE status = 'running'");
        assertNone("open answers", "SELECT comparison_id, model FROM answers WHERE counts IS NULL");
        assertExact();
    }

    /// Fails unless the ledger is exact as far as it is written.
    public void assertExact() {
        assertNone(
                "periods whose balance is not what their entries and holds sum to",
                """
                SELECT * FROM credit_periods AS p
                WHERE available_milli <> (SELECT coalesce(sum(milli), 0) FROM credit_entries AS e
                        WHERE e.pool = p.pool AND e.period_started_at = p.started_at)
                    OR held_milli <> (SELECT coalesce(sum(milli), 0) FROM holds AS h
                        WHERE h.pool = p.pool AND h.period_started_at = p.started_at AND state = 'held')
                    OR used_milli <> -(SELECT coalesce(sum(e.milli), 0) FROM credit_entries AS e
                        WHERE e.pool = p.pool AND e.period_started_at = p.started_at
                            AND e.kind = 'charge')
                """);
        assertNone(
                "entries of one kind twice for one comparison",
                """
                SELECT comparison_id, pool, kind, count(*) FROM credit_entries
                WHERE comparison_id IS NOT NULL AND kind <> 'expire'
                GROUP BY comparison_id, pool, kind HAVING count(*) > 1
                """);
        assertNone(
                "comparisons that were not charged what they say",
                """
                SELECT id, charged_milli FROM comparisons AS c WHERE status <> 'running'
                    AND charged_milli <> -(SELECT coalesce(sum(e.milli), 0) FROM credit_entries AS e
                        JOIN holds AS h ON h.comparison_id = e.comparison_id AND h.pool = e.pool
                            AND position = 0
                        WHERE e.comparison_id = c.id AND e.kind = 'charge')
                """);
        assertNone(
                "entries of comparisons that do not exist",
                """
                SELECT * FROM credit_entries WHERE comparison_id IS NOT NULL
                    AND NOT EXISTS (SELECT FROM comparisons WHERE id = comparison_id)
                """);
        assertNone(
                "comparisons with more than one gain or excess of the platform",
                """
                SELECT comparison_id, kind FROM platform_entries
                WHERE kind IN ('absorbed', 'excess', 'rounding')
                GROUP BY comparison_id, kind HAVING count(*) > 1
                """);
        assertNone(
                "comparisons whose charge and platform lines are not what their answers cost",
                """
                SELECT id FROM comparisons AS c WHERE status <> 'running' AND charged_milli%s
                    + (SELECT coalesce(sum(usd), 0) FROM platform_entries AS p
                        WHERE p.comparison_id = c.id AND kind IN ('absorbed', 'excess', 'rounding'))
                    <> (SELECT sum(user_usd + platform_usd) FROM answers WHERE comparison_id = c.id)
                """
                        .formatted(DOLLARS));
    }

    /// Fails unless every answer there is was completed.
    public void assertNothingLost() {
        assertNone(
                "answers that were lost",
                """
                SELECT status, failure_code, count(*) FROM answers WHERE status <> 'completed'
                GROUP BY status, failure_code
                """);
    }

    private void assertNone(String what, String sql) {
        assertThat(rows(sql + (sql.contains("GROUP BY") ? "" : " LIMIT 10"))).as(what).isEmpty();
    }

    /// Dollars that the books hold in all: what users were charged before rounding, and what is the
    /// platform's.
    BigDecimal total() {
        return number(
                """
                SELECT (SELECT coalesce(sum(user_usd), 0) FROM answers WHERE user_usd IS NOT NULL)
                    + (SELECT coalesce(sum(usd), 0) FROM platform_entries
                        WHERE kind NOT IN ('excess', 'rounding'))
                """);
    }
}
