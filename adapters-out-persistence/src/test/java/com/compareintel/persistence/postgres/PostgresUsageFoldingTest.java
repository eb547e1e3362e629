package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.UsageFoldingContract;
import com.compareintel.core.usage.UsageFolding;
import com.compareintel.core.usage.UsageLog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresUsageFoldingTest extends UsageFoldingContract {
    private static final YearMonth MAY = YearMonth.of(2031, 5);
    private static final Instant JULY = Instant.parse("2031-07-01T00:00:00Z");

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
        for (String place : places()) {
            execute("DROP TABLE " + place);
        }
    }

    @Override
    protected Comparisons comparisons() {
        return Fixture.get(Comparisons.class);
    }

    @Override
    protected UsageLog log() {
        return Fixture.get(UsageLog.class);
    }

    @Override
    protected UsageFolding folding() {
        return Fixture.get(UsageFolding.class);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The partitions but the rest.
    private static List<String> places() throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT inhrelid::regclass::text FROM pg_inherits"
                                        + " WHERE inhparent = 'usage_log'::regclass"
                                        + " AND inhrelid <> 'usage_log_rest'::regclass ORDER BY 1")) {
            List<String> places = new ArrayList<>();
            while (rows.next()) {
                places.add(rows.getString(1));
            }
            return places;
        }
    }

    private static void log(String at) throws SQLException {
        execute(
                "INSERT INTO usage_log (at, comparison_id, owner_key, payer_key, status, input_tokens,"
                        + " output_tokens, reasoning_tokens, cached_tokens, charged_milli) VALUES ('"
                        + at
                        + "', gen_random_uuid(), 'account:1', 'account:1', 'completed', 0, 0, 0, 0, 5)");
    }

    @Test
    void a_month_gets_a_place_of_its_own_and_loses_it_when_it_is_over_and_all_is_folded()
            throws SQLException {
        assertThat(folding().open(MAY, MAY.plusMonths(1))).isEqualTo(2);
        log("2031-05-31T23:59:59.999999Z");
        log("2031-06-01T00:00:00Z");
        Instant june = Instant.parse("2031-06-01T00:00:00Z");

        assertThat(places()).containsExactly("usage_log_2031_05", "usage_log_2031_06");
        assertThat(folding().drop(june)).as("of which something is left").isZero();
        assertThat(folding().fold(june, 10)).isEqualTo(1);
        assertThat(folding().drop(june.minusMillis(1))).as("not over yet").isZero();
        assertThat(folding().drop(june)).isEqualTo(1);
        assertThat(places()).containsExactly("usage_log_2031_06");
    }

    @Test
    void a_month_of_which_something_was_logged_before_stays_with_the_rest() throws SQLException {
        log("2031-05-10T00:00:00Z");

        assertThat(folding().open(MAY, MAY)).isZero();
        assertThat(folding().fold(JULY, 10)).isEqualTo(1);
        assertThat(folding().open(MAY, MAY)).isEqualTo(1);
    }

    @Test
    void whoever_uses_the_log_is_waited_for_no_longer_than_a_moment() throws SQLException {
        folding().open(MAY, MAY);
        try (Connection reader = Fixture.database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM usage_log").close();

            assertThat(folding().drop(JULY)).isZero();
            assertThat(folding().open(MAY.plusMonths(1), MAY.plusMonths(1))).isZero();
            reader.rollback();
        }

        assertThat(folding().drop(JULY)).isEqualTo(1);
    }

    @Test
    void while_one_folds_the_others_find_nothing_to_do() throws SQLException {
        log("2031-05-10T00:00:00Z");
        try (Connection other = Fixture.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeQuery("SELECT pg_advisory_xact_lock(" + 0x75_7361_6765L + ")").close();

            assertThat(folding().fold(JULY, 10)).isZero();
            assertThat(folding().open(MAY.plusMonths(1), MAY.plusMonths(1))).isZero();
            other.rollback();
        }

        assertThat(folding().fold(JULY, 10)).isEqualTo(1);
    }
}
