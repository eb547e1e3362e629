package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonEvent.AnswerDelta;
import com.compareintel.core.comparison.ComparisonEvent.AnswerStarted;
import com.compareintel.core.comparison.ComparisonEvent.Finished;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What any [ComparisonJournal] promises to those who watch it: they are woken, see the same
/// history at any pace, and learn that it was closed. [ComparisonJournalContract] has the rest.
/// Every test gets an empty one, whose window is wide enough for it.
public abstract class JournalWatchContract {
    static final ModelId ONE = new ModelId("a/one");
    static final ModelId TWO = new ModelId("b/two");
    static final int MUCH = 1 << 20;

    final ComparisonId id = new ComparisonId(UUID.randomUUID());
    Fence fence = new Fence(id, new InstanceId(UUID.randomUUID()), 1);

    protected abstract ComparisonJournal journal();

    static ComparisonEvent started(ModelId model) {
        return new AnswerStarted(model, 1, new Answer.Terms(4_000, List.of()));
    }

    static ComparisonEvent delta(ModelId model, String text) {
        return new AnswerDelta(model, text);
    }

    protected static ComparisonEvent finished() {
        return new Finished(
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

    void open(int epoch) {
        fence = new Fence(id, fence.instance(), epoch);
        journal().open(fence);
    }

    void append(ComparisonEvent... events) {
        journal().append(fence, new ArrayList<>(Arrays.asList(events)));
    }

    List<Recorded> page(Position after) {
        JournalRead read = journal().read(id, after, MUCH);
        assertThat(read).isInstanceOf(JournalRead.Page.class);
        return ((JournalRead.Page) read).events();
    }

    static Position at(int epoch, int number) {
        return new Position(epoch, number);
    }

    @Test
    void an_append_nudges_once_and_a_closed_watch_is_nudged_no_more() {
        AtomicInteger nudges = new AtomicInteger();
        open(1);
        append(started(ONE));
        ComparisonJournal.Watch watch = journal().watch(id, nudges::incrementAndGet);

        append(started(TWO), delta(ONE, "x"), delta(TWO, "y"));
        assertThat(nudges).hasValue(1);
        watch.close();
        watch.close();
        append(delta(ONE, "z"));

        assertThat(nudges).hasValue(1);
    }

    @Test
    void watchers_of_one_comparison_do_not_know_each_other() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        open(1);
        ComparisonJournal.Watch leaving = journal().watch(id, first::incrementAndGet);
        journal().watch(id, second::incrementAndGet);
        journal().watch(new ComparisonId(UUID.randomUUID()), first::incrementAndGet);
        leaving.close();

        append(started(ONE));

        assertThat(first).hasValue(0);
        assertThat(second).hasValue(1);
    }

    @Test
    void a_nudged_watcher_may_read_watch_and_close_at_once() {
        List<Recorded> seen = new ArrayList<>();
        open(1);
        List<ComparisonJournal.Watch> watches = new ArrayList<>();
        watches.add(
                journal()
                        .watch(
                                id,
                                () -> {
                                    seen.addAll(page(Position.START));
                                    watches.forEach(ComparisonJournal.Watch::close);
                                    journal().watch(id, () -> {});
                                }));

        append(started(ONE));
        append(started(TWO));

        assertThat(seen).containsExactly(new Recorded(at(1, 1), started(ONE)));
    }

    @Test
    void readers_of_a_closed_history_are_nudged_and_find_it_closed() {
        AtomicInteger nudges = new AtomicInteger();
        open(1);
        append(started(ONE));
        journal().watch(id, nudges::incrementAndGet);

        journal().close(fence);

        assertThat(nudges).hasValue(1);
        assertThat(journal().read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Closed());
        append(started(TWO));
        assertThat(journal().read(id, at(1, 1), MUCH)).isEqualTo(new JournalRead.Closed());
    }

    @Test
    void a_closed_history_is_forgotten_when_its_readers_have_gone() {
        open(1);
        append(started(ONE));
        ComparisonJournal.Watch first = journal().watch(id, () -> {});
        ComparisonJournal.Watch second = journal().watch(id, () -> {});
        journal().close(fence);

        first.close();
        assertThat(journal().read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Closed());
        second.close();
        assertThat(journal().read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Absent());
    }

    @Test
    void a_closed_history_without_readers_is_forgotten_at_once() {
        open(1);
        append(started(ONE));

        journal().close(fence);

        assertThat(journal().read(id, at(1, 1), MUCH)).isEqualTo(new JournalRead.Absent());
    }

    @Test
    void a_history_that_was_closed_may_be_opened_in_a_later_epoch() {
        AtomicInteger nudges = new AtomicInteger();
        open(1);
        journal().watch(id, nudges::incrementAndGet);
        journal().close(fence);

        open(2);
        append(started(ONE));

        assertThat(page(Position.START)).containsExactly(new Recorded(at(2, 1), started(ONE)));
        assertThat(nudges.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void readers_at_any_pace_see_the_same_history_as_it_is_written() throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("journal contract seed " + seed);
        open(1);
        List<Callable<String>> all = new ArrayList<>();
        all.add(() -> write(new Random(seed)));
        for (int reader = 0; reader < 4; reader++) {
            int maxBytes = 1 << (3 * reader);
            all.add(() -> follow(maxBytes));
        }

        List<String> told = AtOnce.run(all);

        assertThat(told).allMatch(told.getFirst()::equals);
    }

    private String write(Random random) {
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            List<ComparisonEvent> batch = new ArrayList<>();
            for (int j = random.nextInt(4); j >= 0; j--) {
                String text = Integer.toString(random.nextInt(1_000), 36) + " ";
                written.append(text);
                batch.add(delta(ONE, text));
            }
            journal().append(fence, batch);
        }
        append(finished());
        return written.toString();
    }

    private String follow(int maxBytes) throws InterruptedException {
        Semaphore news = new Semaphore(1);
        StringBuilder read = new StringBuilder();
        Position after = Position.START;
        ComparisonJournal.Watch watch = journal().watch(id, news::release);
        try {
            while (!after.isLast()) {
                news.acquire();
                news.drainPermits();
                List<Recorded> events = pageOf(after, maxBytes);
                while (!events.isEmpty()) {
                    for (Recorded recorded : events) {
                        assertThat(recorded.position()).isGreaterThan(after);
                        after = recorded.position();
                        if (recorded.event() instanceof AnswerDelta(ModelId model, String text)) {
                            read.append(text);
                        }
                    }
                    events = pageOf(after, maxBytes);
                }
            }
        } finally {
            watch.close();
        }
        return read.toString();
    }

    private List<Recorded> pageOf(Position after, int maxBytes) {
        return ((JournalRead.Page) journal().read(id, after, maxBytes)).events();
    }
}
