package com.compareintel.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonEvent.AnswerCompleted;
import com.compareintel.core.comparison.ComparisonEvent.AnswerDelta;
import com.compareintel.core.comparison.ComparisonEvent.AnswerReasoning;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.JournalRead;
import com.compareintel.core.run.Position;
import com.compareintel.core.run.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveHistoriesTest {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");
    private static final int MUCH = 1 << 20;

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final LiveHistories journal = journal(1 << 20, 1 << 24);
    private final ComparisonId id = new ComparisonId(UUID.randomUUID());
    private final Fence fence = new Fence(id, new InstanceId(UUID.randomUUID()), 1);

    private LiveHistories journal(int windowBytes, long finishedBytes) {
        return journal(windowBytes, 1 << 24, finishedBytes);
    }

    private LiveHistories journal(int windowBytes, long openBytes, long finishedBytes) {
        return new LiveHistories(
                new JournalBounds(
                        windowBytes,
                        openBytes,
                        finishedBytes,
                        Duration.ofHours(1),
                        Duration.ofMillis(250)),
                clock);
    }

    private static Fence of(ComparisonId other) {
        return new Fence(other, new InstanceId(UUID.randomUUID()), 1);
    }

    private static ComparisonEvent finished() {
        return new ComparisonEvent.Finished(
                ComparisonStatus.COMPLETED,
                new Comparison.Closing(
                        Samples.NOW,
                        Credits.of(1),
                        Usd.ZERO,
                        Credits.of(9),
                        Credits.NONE,
                        Samples.MIDNIGHT,
                        0));
    }

    private static List<Recorded> page(LiveHistories journal, ComparisonId id, Position after) {
        return ((JournalRead.Page) journal.read(id, after, MUCH)).events();
    }

    private static ComparisonEvent delta(ModelId model, String text) {
        return new AnswerDelta(model, text);
    }

    @Test
    void a_reader_that_falls_out_of_the_window_is_lost_and_the_latest_events_are_kept() {
        LiveHistories small = journal(1_000, 1_000);
        small.open(fence);
        for (int i = 0; i < 500; i++) {
            small.append(fence, List.of(delta(ONE, "text " + i)));
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
    void comparisons_under_way_share_what_room_there_is_for_them() {
        LiveHistories small = journal(100_000, 100_000, 1_000_000);
        List<Fence> fences = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            fences.add(of(new ComparisonId(UUID.randomUUID())));
        }
        fences.forEach(small::open);

        fences.forEach(one -> {
            for (int i = 0; i < 200; i++) {
                small.append(one, List.of(delta(ONE, "x".repeat(1_000))));
            }
        });

        fences.forEach(one -> {
            assertThat(page(small, one.comparison(), new Position(1, 192))).hasSize(8);
            assertThat(small.read(one.comparison(), new Position(1, 191), MUCH))
                    .isEqualTo(new JournalRead.Lost());
        });
    }

    @Test
    void comparisons_that_have_finished_take_no_room_of_those_under_way() {
        LiveHistories small = journal(100_000, 100_000, 1_000_000);
        for (int i = 0; i < 9; i++) {
            Fence other = of(new ComparisonId(UUID.randomUUID()));
            small.open(other);
            small.append(other, List.of(finished()));
        }
        small.open(fence);

        for (int i = 0; i < 200; i++) {
            small.append(fence, List.of(delta(ONE, "x".repeat(1_000))));
        }

        assertThat(page(small, id, new Position(1, 120))).hasSize(80);
    }

    @Test
    void an_event_larger_than_the_window_is_kept_alone() {
        LiveHistories small = journal(1_000, 1_000);
        small.open(fence);
        small.append(fence, List.of(delta(ONE, "x")));
        small.append(fence, List.of(delta(ONE, "y".repeat(5_000))));

        assertThat(page(small, id, new Position(1, 1))).hasSize(1);
        assertThat(small.read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Lost());
    }

    @Test
    void a_long_answer_that_completes_does_not_push_out_what_readers_have_yet_to_see() {
        LiveHistories small = journal(1_000, 1_000);
        small.open(fence);
        small.append(fence, List.of(delta(ONE, "the end")));

        small.append(
                fence,
                List.of(
                        new AnswerCompleted(
                                Samples.completed("a/one", "z".repeat(50_000), "0.01").answer())));

        assertThat(page(small, id, Position.START)).hasSize(2);
    }

    @Test
    void text_of_one_answer_is_merged_within_an_append_whatever_others_say_in_between() {
        journal.open(fence);
        journal.append(
                fence,
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
        journal.open(fence);
        journal.append(fence, burst);

        assertThat(page(journal, id, Position.START)).hasSizeBetween(5, 10);
    }

    @Test
    void a_finished_history_is_forgotten_after_an_hour() {
        journal.open(fence);
        journal.append(fence, List.of(finished()));

        clock.advance(Duration.ofMinutes(59));
        journal.watch(id, () -> {}).close();
        assertThat(page(journal, id, Position.START)).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        journal.watch(id, () -> {}).close();

        assertThat(journal.read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Absent());
    }

    @Test
    void finished_histories_beyond_the_bound_go_the_first_to_finish_first() {
        LiveHistories small = journal(100_000, 25_000);
        List<ComparisonId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ComparisonId each = new ComparisonId(UUID.randomUUID());
            ids.add(each);
            Fence eachs = of(each);
            small.open(eachs);
            small.append(eachs, List.of(delta(ONE, "x".repeat(10_000)), finished()));
        }

        assertThat(ids)
                .extracting(each -> small.read(each, Position.START, 1) instanceof JournalRead.Page)
                .containsExactly(false, false, true, true);
    }

    @Test
    void a_running_history_is_never_forgotten_for_finished_ones() {
        LiveHistories small = journal(1_000, 1);
        ComparisonId running = new ComparisonId(UUID.randomUUID());
        Fence runnings = of(running);
        small.open(runnings);
        small.append(runnings, List.of(delta(ONE, "x")));
        small.open(fence);
        small.append(fence, List.of(finished()));
        clock.advance(Duration.ofDays(1));
        small.open(of(new ComparisonId(UUID.randomUUID())));

        assertThat(small.read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Absent());
        assertThat(page(small, running, Position.START)).hasSize(1);
    }

    @Test
    void a_reader_that_breaks_when_nudged_harms_nobody() {
        AtomicInteger nudges = new AtomicInteger();
        journal.open(fence);
        journal.watch(
                id,
                () -> {
                    throw new IllegalStateException("a broken reader");
                });
        journal.watch(id, nudges::incrementAndGet);

        journal.append(fence, List.of(delta(ONE, "x")));

        assertThat(nudges).hasValue(1);
    }
}
