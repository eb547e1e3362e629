package com.compareintel.persistence.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonEvent.AnswerCompleted;
import com.compareintel.core.comparison.ComparisonEvent.AnswerDelta;
import com.compareintel.core.comparison.ComparisonEvent.AnswerReasoning;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.run.ComparisonJournal;
import com.compareintel.core.run.ComparisonJournalContract;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InMemoryComparisonJournalTest extends ComparisonJournalContract {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");
    private static final int MUCH = 1 << 20;

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final ComparisonJournal journal = journal(1 << 20, 1 << 24);
    private final ComparisonId id = new ComparisonId(UUID.randomUUID());

    @Override
    protected ComparisonJournal journal() {
        return journal;
    }

    private InMemoryComparisonJournal journal(int windowBytes, long finishedBytes) {
        return new InMemoryComparisonJournal(
                new JournalBounds(windowBytes, finishedBytes, Duration.ofHours(1)), clock);
    }

    private static List<Recorded> page(ComparisonJournal journal, ComparisonId id, Position after) {
        return ((JournalRead.Page) journal.read(id, after, MUCH)).events();
    }

    private static ComparisonEvent delta(ModelId model, String text) {
        return new AnswerDelta(model, text);
    }

    @Test
    void a_reader_that_falls_out_of_the_window_is_lost_and_the_latest_events_are_kept() {
        ComparisonJournal small = journal(1_000, 1_000);
        small.open(id, 1);
        for (int i = 0; i < 500; i++) {
            small.append(id, List.of(delta(ONE, "text " + i)));
        }

        assertThat(small.read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Lost());
        assertThat(small.read(id, new Position(1, 400), MUCH)).isEqualTo(new JournalRead.Lost());
        assertThat(small.newest(id)).isEqualTo(new Position(1, 500));
        assertThat(page(small, id, new Position(1, 498)))
                .containsExactly(
                        new Recorded(new Position(1, 499), delta(ONE, "text 498")),
                        new Recorded(new Position(1, 500), delta(ONE, "text 499")));
    }

    @Test
    void an_event_larger_than_the_window_is_kept_alone() {
        ComparisonJournal small = journal(1_000, 1_000);
        small.open(id, 1);
        small.append(id, List.of(delta(ONE, "x")));
        small.append(id, List.of(delta(ONE, "y".repeat(5_000))));

        assertThat(page(small, id, new Position(1, 1))).hasSize(1);
        assertThat(small.read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Lost());
    }

    @Test
    void a_long_answer_that_completes_does_not_push_out_what_readers_have_yet_to_see() {
        ComparisonJournal small = journal(1_000, 1_000);
        small.open(id, 1);
        small.append(id, List.of(delta(ONE, "the end")));

        small.append(
                id,
                List.of(
                        new AnswerCompleted(
                                Samples.completed("a/one", "z".repeat(50_000), "0.01").answer())));

        assertThat(page(small, id, Position.START)).hasSize(2);
    }

    @Test
    void text_of_one_answer_is_merged_within_an_append_whatever_others_say_in_between() {
        journal.open(id, 1);
        journal.append(
                id,
                List.of(
                        delta(ONE, "a"),
                        delta(TWO, "1"),
                        delta(ONE, "b"),
                        new AnswerReasoning(ONE, "hm"),
                        delta(TWO, "2"),
                        delta(ONE, "c")));

        assertThat(page(journal, id, Position.START))
                .extracting(Recorded::event)
                .containsExactly(
                        delta(ONE, "ab"),
                        delta(TWO, "12"),
                        new AnswerReasoning(ONE, "hm"),
                        delta(ONE, "c"));
    }

    @Test
    void merged_text_stays_small_enough_to_page_through() {
        List<ComparisonEvent> burst = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            burst.add(delta(ONE, "x".repeat(1_000)));
        }
        journal.open(id, 1);
        journal.append(id, burst);

        assertThat(page(journal, id, Position.START)).hasSizeBetween(5, 10);
    }

    @Test
    void a_finished_history_is_forgotten_after_an_hour() {
        journal.open(id, 1);
        journal.append(id, List.of(finished()));

        clock.advance(Duration.ofMinutes(59));
        journal.watch(id, () -> {}).close();
        assertThat(page(journal, id, Position.START)).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        journal.watch(id, () -> {}).close();

        assertThat(journal.read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Absent());
    }

    @Test
    void finished_histories_beyond_the_bound_go_the_first_to_finish_first() {
        ComparisonJournal small = journal(100_000, 25_000);
        List<ComparisonId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ComparisonId each = new ComparisonId(UUID.randomUUID());
            ids.add(each);
            small.open(each, 1);
            small.append(each, List.of(delta(ONE, "x".repeat(10_000)), finished()));
        }

        assertThat(ids)
                .extracting(each -> small.read(each, Position.START, 1) instanceof JournalRead.Page)
                .containsExactly(false, false, true, true);
    }

    @Test
    void a_running_history_is_never_forgotten_for_finished_ones() {
        ComparisonJournal small = journal(1_000, 1);
        ComparisonId running = new ComparisonId(UUID.randomUUID());
        small.open(running, 1);
        small.append(running, List.of(delta(ONE, "x")));
        small.open(id, 1);
        small.append(id, List.of(finished()));
        clock.advance(Duration.ofDays(1));
        small.open(new ComparisonId(UUID.randomUUID()), 1);

        assertThat(small.read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Absent());
        assertThat(page(small, running, Position.START)).hasSize(1);
    }

    @Test
    void a_reader_that_breaks_when_nudged_harms_nobody() {
        AtomicInteger nudges = new AtomicInteger();
        journal.open(id, 1);
        journal.watch(
                id,
                () -> {
                    throw new IllegalStateException("a broken reader");
                });
        journal.watch(id, nudges::incrementAndGet);

        journal.append(id, List.of(delta(ONE, "x")));

        assertThat(nudges).hasValue(1);
    }
}
