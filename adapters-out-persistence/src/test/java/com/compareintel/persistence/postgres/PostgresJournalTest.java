package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.retention.Perishables;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.ManualTimers;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.StoredJournalContract;
import com.compareintel.persistence.journal.JournalRow;
import com.compareintel.persistence.journal.JournalRows;
import com.compareintel.persistence.journal.Tails;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The journal over PostgreSQL, at two instances.
class PostgresJournalTest extends StoredJournalContract {
    private static final Duration STORED_EVERY = Duration.ofMillis(250);

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final ManualTimers timers = new ManualTimers(clock);
    private final ApplicationContext here = instance();
    private final ApplicationContext there = instance();

    private ApplicationContext instance() {
        Map<String, Object> properties = new HashMap<>(Fixture.database().properties());
        properties.put("datasources.default.maximum-pool-size", 2);
        return ApplicationContext.builder(properties).singletons(clock, timers).start();
    }

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Override
    protected Comparisons comparisons() {
        return here.getBean(Comparisons.class);
    }

    @Override
    protected ComparisonJournal journal() {
        return here.getBean(ComparisonJournal.class);
    }

    @Override
    protected ComparisonJournal elsewhere() {
        return there.getBean(ComparisonJournal.class);
    }

    /// The write is done on a thread of its own, which sets the timer for what is told meanwhile.
    @Override
    protected void store() {
        Instant end = Instant.now().plusSeconds(10);
        while (here.getBean(Tails.class).isAny()) {
            assertThat(Instant.now()).isBefore(end);
            if (timers.pending() > 0) {
                timers.advance(STORED_EVERY);
            }
            Thread.onSpinWait();
        }
    }

    private static void sql(String statement) throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void until_a_later_owner_tells_something_the_former_one_is_what_is_known() {
        NewComparison comparison = opened();
        tell(comparison.fence(), delta("one"), delta("half"));
        store();

        claim();

        assertThat(page(comparison.id(), new Position(1, 1))).isEmpty();
        assertThat(elsewhere().told(comparison.id())).hasSize(3);
    }

    @Test
    void what_a_former_owner_tells_is_not_read_any_more() {
        NewComparison comparison = opened();
        store();
        claim();

        tell(comparison.fence(), delta("late"));
        store();

        assertThat(page(comparison.id(), Position.START)).isEmpty();
    }

    @Test
    void a_finished_comparison_whose_journal_was_dropped_is_absent() throws SQLException {
        NewComparison comparison = opened();
        comparisons().finish(comparison.fence(), Samples.settlement(Credits.of(3)), 0, Samples.NOW);
        assertThat(page(comparison.id(), Position.START)).hasSize(2);

        assertThat(here.getBean(Perishables.class).dropJournals(Samples.NOW, 10)).isEqualTo(1);

        assertThat(elsewhere().stored(comparison.id(), new Position(1, 1)))
                .isEqualTo(new JournalRead.Absent());
        assertThat(elsewhere().stored(comparison.id(), Position.START))
                .isEqualTo(new JournalRead.Absent());
    }

    @Test
    void what_cannot_be_stored_is_stored_with_what_is_told_later() throws SQLException {
        NewComparison comparison = opened();
        tell(comparison.fence(), delta("a"));
        sql("ALTER TABLE journal RENAME TO away");
        try {
            timers.advance(STORED_EVERY);
            awaitNextTurn();
            tell(comparison.fence(), delta("b"));
        } finally {
            sql("ALTER TABLE away RENAME TO journal");
        }

        store();

        assertThat(page(comparison.id(), new Position(1, 1))).hasSize(2);
        assertThat(rows()).isEqualTo(1);
    }

    /// What failed is to be tried again.
    private void awaitNextTurn() {
        Instant end = Instant.now().plusSeconds(10);
        while (timers.pending() == 0) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private static long rows() throws SQLException {
        try (Connection connection = Fixture.database().connect();
                Statement sql = connection.createStatement();
                ResultSet count = sql.executeQuery("SELECT count(*) FROM journal")) {
            count.next();
            return count.getLong(1);
        }
    }

    @Test
    void many_comparisons_are_stored_in_one_statement_and_not_more_often_than_allowed()
            throws SQLException {
        List<NewComparison> all = List.of(opened(), opened(), opened());
        for (int i = 0; i < 100; i++) {
            for (NewComparison comparison : all) {
                tell(comparison.fence(), delta("text " + i));
            }
        }
        assertThat(timers.pending()).isEqualTo(1);
        store();

        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void a_row_that_may_have_been_stored_is_replaced_by_the_longer_one() throws SQLException {
        NewComparison comparison = opened();
        tell(comparison.fence(), delta("a"));
        Tails tails = here.getBean(Tails.class);
        JournalRows rows = here.getBean(JournalRows.class);
        JournalRow shorter = tails.unstored(comparison.fence()).orElseThrow();
        rows.write(List.of(shorter));
        tell(comparison.fence(), delta("b"));
        JournalRow longer = tails.unstored(comparison.fence()).orElseThrow();

        assertThat(rows.write(List.of(longer))).containsExactly(comparison.fence());
        assertThat(rows.write(List.of(shorter))).containsExactly(comparison.fence());

        assertThat(page(comparison.id(), new Position(1, 1))).hasSize(2);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void who_reads_elsewhere_is_noted_where_it_matters() throws SQLException {
        NewComparison comparison = opened();
        page(comparison.id(), Position.START);
        assertThat(journal().isReadElsewhere(comparison.id())).isFalse();
        sql("UPDATE comparisons SET cancel_on_disconnect = true");
        assertThat(journal().isReadElsewhere(comparison.id())).isFalse();

        page(comparison.id(), Position.START);

        assertThat(journal().isReadElsewhere(comparison.id())).isTrue();
        sql("UPDATE comparisons SET read_until = now()");
        assertThat(journal().isReadElsewhere(comparison.id())).isFalse();

        journal().stillRead(Set.of(comparison.id()));

        assertThat(journal().isReadElsewhere(comparison.id())).isTrue();
    }

    @Test
    void readers_elsewhere_are_woken_when_something_is_stored() throws InterruptedException {
        NewComparison comparison = opened();
        CountDownLatch nudged = new CountDownLatch(1);
        var watch = journal().watch(comparison.id(), nudged::countDown);

        store();

        assertThat(nudged.await(10, TimeUnit.SECONDS)).isTrue();
        watch.close();
    }

    @Test
    void what_two_writers_had_in_hand_at_once_is_told_once() {
        NewComparison comparison = opened();
        Tails tails = here.getBean(Tails.class);
        JournalRows rows = here.getBean(JournalRows.class);
        tell(comparison.fence(), delta("a"));
        JournalRow flushed = tails.unstored(comparison.fence()).orElseThrow();
        tell(comparison.fence(), delta("b"));
        JournalRow withAnEnding = tails.unstored(comparison.fence()).orElseThrow();
        rows.write(List.of(withAnEnding));
        rows.write(List.of(flushed));
        tails.stored(flushed);
        tell(comparison.fence(), delta("c"));
        JournalRow withAnotherEnding = tails.unstored(comparison.fence()).orElseThrow();
        tails.stored(withAnEnding);
        rows.write(List.of(withAnotherEnding));
        tails.stored(withAnotherEnding);

        assertThat(page(comparison.id(), Position.START)).hasSize(4);
        assertThat(elsewhere().told(comparison.id()))
                .isEqualTo(page(comparison.id(), Position.START));
    }

    @Test
    void a_hand_over_and_an_ending_of_the_same_comparison_wait_for_each_other_in_one_order()
            throws Exception {
        NewComparison comparison = opened();
        tell(comparison.fence(), delta("a"));
        try (Connection ending = Fixture.database().connect();
                Statement sql = ending.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ending.setAutoCommit(false);
            // what record does first, and last
            sql.execute("SELECT id FROM comparisons FOR SHARE");
            var handOver = threads.submit(() -> comparisons().handOver(Set.of(comparison.fence())));
            LockWaiters.await(1);
            sql.execute(
                    "INSERT INTO journal SELECT id, 1, 1, 2, true, '' FROM comparisons"
                            + " ON CONFLICT DO NOTHING");
            ending.commit();
            handOver.get();
        }
    }
}
