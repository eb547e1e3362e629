package com.compareintel.app.bench;

import com.compareintel.app.faults.Books;
import com.compareintel.persistence.TestDatabase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Compares what the product has in its database with what the mock said and charged: every text,
/// every cost, every charge.
final class Reconciliation {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FETCH = 100;

    private final Books books;
    private final TestDatabase database;
    private final List<String> complaints = new ArrayList<>();

    /// By the comparison: dollars that the mock charged for it.
    private final Map<String, BigDecimal> costs = new HashMap<>();

    private final Map<String, Bill> bills = new HashMap<>();
    private int answers;

    Reconciliation(Books books, TestDatabase database) {
        this.books = books;
        this.database = database;
    }

    /// Everything that differs; nothing if all is as it should.
    ///
    /// @param said every call that the product made
    List<String> complaints(List<Bill> said) {
        said.forEach(bill -> bills.put(bill.generation(), bill));
        try {
            books.awaitQuiet(PATIENCE);
            books.assertClosed();
        } catch (AssertionError wrong) {
            complaints.add(String.valueOf(wrong.getMessage()));
        }
        each(
                """
                SELECT comparison_id, generation, text, cost_usd, input_tokens, output_tokens, status,
                    failure_code
                FROM answers
                """,
                this::answer);
        bills.values()
                .forEach(left ->
                        complaints.add("no answer is of the mock's call " + left.generation()));
        each(
                "SELECT id, charged_milli, held_milli FROM comparisons WHERE status = 'completed'",
                this::comparison);
        return complaints;
    }

    /// How many answers were compared.
    int answers() {
        return answers;
    }

    /// How many comparisons were.
    int comparisons() {
        return costs.size();
    }

    private void answer(ResultSet row) throws SQLException {
        answers++;
        String generation = row.getString("generation");
        Bill bill = generation == null ? null : bills.remove(generation);
        if (bill == null) {
            complaints.add(unsaid(row, generation));
            return;
        }
        if (!row.getString("status").equals("completed")) {
            return;
        }
        costs.merge(row.getString("comparison_id"), bill.cost(), BigDecimal::add);
        byte[] text = row.getString("text").getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(text);
        if (text.length != bill.bytes() || checksum.getValue() != bill.checksum()) {
            complaints.add("another text: " + bill.generation());
        }
        if (row.getBigDecimal("cost_usd").compareTo(bill.cost()) != 0
                || row.getInt("input_tokens") != bill.inputTokens()
                || row.getInt("output_tokens") != bill.outputTokens()) {
            complaints.add("another cost: " + bill.generation());
        }
    }

    /// Of an answer whose call the mock knows nothing of.
    ///
    /// @param generation null where none was told, as where a call failed before it was answered
    private static String unsaid(ResultSet row, @Nullable String generation) throws SQLException {
        String failure = row.getString("failure_code");
        return "an answer that is %s%s %s"
                .formatted(
                        row.getString("status"),
                        failure == null ? "" : " (" + failure + ")",
                        generation == null
                                ? "is of no call that the mock has answered"
                                : "is of the call "
                                        + generation
                                        + ", which the mock does not know");
    }

    /// A hundred credits a dollar, in whole credits, rounded up once, one at least, and never more
    /// than was held.
    private void comparison(ResultSet row) throws SQLException {
        BigDecimal cost = costs.getOrDefault(row.getString("id"), BigDecimal.ZERO);
        long credits =
                Math.max(1, cost.movePointRight(2).setScale(0, RoundingMode.CEILING).longValue());
        long expected = Math.min(1_000 * credits, row.getLong("held_milli"));
        if (row.getLong("charged_milli") != expected) {
            complaints.add(
                    "comparison %s of %s dollars was charged %d"
                            .formatted(row.getString("id"), cost, row.getLong("charged_milli")));
        }
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private void each(String sql, Row taker) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCH);
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        taker.take(rows);
                    }
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
