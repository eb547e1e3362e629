package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonEvent.AnswerDelta;
import com.compareintel.core.comparison.ComparisonEvent.AnswerQueued;
import com.compareintel.core.comparison.ComparisonEvent.AnswerReasoning;
import com.compareintel.core.comparison.ComparisonEvent.AnswerRestarted;
import com.compareintel.core.comparison.ComparisonEvent.AnswerStarted;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.FinishOutcome;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [ComparisonJournal] promises of what is stored. Every test gets books without a single
/// comparison.
public abstract class StoredJournalContract {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");

    protected abstract Comparisons comparisons();

    /// The journal of the instance that runs comparisons.
    protected abstract ComparisonJournal journal();

    /// The journal of another instance.
    protected abstract ComparisonJournal elsewhere();

    /// Stores what was told.
    protected abstract void store();

    private NewComparison admitted() {
        NewComparison comparison = Draft.of(Samples.account(100)).leasedFor(Duration.ZERO).build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison;
    }

    protected final NewComparison opened() {
        NewComparison comparison = admitted();
        journal().open(comparison.fence());
        tell(comparison.fence(), ComparisonEvent.Started.of(comparison.asComparison()));
        return comparison;
    }

    protected final void tell(Fence fence, ComparisonEvent... events) {
        for (ComparisonEvent event : events) {
            journal().append(fence, List.of(event));
        }
    }

    protected final List<Recorded> page(ComparisonId id, Position after) {
        return ((JournalRead.Page) elsewhere().stored(id, after)).events();
    }

    private static ComparisonEvent started(ModelId model) {
        return new AnswerStarted(model, 1, new Answer.Terms(4_000, List.of()));
    }

    protected static ComparisonEvent delta(String text) {
        return new AnswerDelta(ONE, text);
    }

    protected final Fence claim() {
        return comparisons()
                .claimExpired(new InstanceId(UUID.randomUUID()), Duration.ZERO, 1)
                .getFirst()
                .fence();
    }

    private void finish(Fence fence, AnswerEnding... endings) {
        assertThat(
                        comparisons()
                                .finish(
                                        fence,
                                        Samples.settlement(Credits.of(3), endings),
                                        0,
                                        Samples.NOW))
                .isInstanceOf(FinishOutcome.Finished.class);
    }

    @Test
    void everything_told_is_read_elsewhere_as_it_was_told() {
        NewComparison comparison = opened();
        Answer.Terms terms = comparison.plan().answers().getFirst().terms();
        AnswerEnding completed = Samples.completed("a/one", "High", "0.01");
        AnswerEnding failed = Samples.failed("b/two", "", "0");
        List<ComparisonEvent> events =
                List.of(
                        new AnswerQueued(TWO, 300),
                        new AnswerStarted(ONE, 1, terms),
                        new AnswerReasoning(ONE, "Hm."),
                        delta("High"),
                        new AnswerRestarted(TWO, 2, "interrupted"));
        tell(comparison.fence(), events.toArray(ComparisonEvent[]::new));
        comparisons().record(comparison.fence(), completed);
        comparisons().record(comparison.fence(), failed);
        tell(comparison.fence(), ComparisonEvent.endOf(completed.answer()));
        tell(comparison.fence(), ComparisonEvent.endOf(failed.answer()));
        store();

        List<ComparisonEvent> expected = new ArrayList<>();
        expected.add(ComparisonEvent.Started.of(comparison.asComparison()));
        expected.addAll(events);
        expected.add(ComparisonEvent.endOf(completed.answer()));
        expected.add(ComparisonEvent.endOf(failed.answer()));
        List<Recorded> read = page(comparison.id(), Position.START);
        assertThat(read).extracting(Recorded::event).isEqualTo(expected);
        assertThat(read)
                .extracting(recorded -> recorded.position().number())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(elsewhere().told(comparison.id())).isEqualTo(read);
    }

    @Test
    void a_reader_goes_on_in_the_middle_of_what_was_stored_at_once() {
        NewComparison comparison = opened();
        tell(comparison.fence(), delta("a"), delta("b"), delta("c"));
        store();

        assertThat(page(comparison.id(), new Position(1, 3)))
                .containsExactly(new Recorded(new Position(1, 4), delta("c")));
        assertThat(page(comparison.id(), new Position(1, 4))).isEmpty();
    }

    @Test
    void a_reader_ahead_of_what_is_stored_waits() {
        NewComparison comparison = opened();
        store();
        tell(comparison.fence(), delta("shown"));

        assertThat(page(comparison.id(), new Position(1, 2))).isEmpty();
        tell(comparison.fence(), delta("next"));
        store();

        assertThat(page(comparison.id(), new Position(1, 2)))
                .containsExactly(new Recorded(new Position(1, 3), delta("next")));
    }

    @Test
    void many_writes_are_read_page_by_page_to_the_end() {
        NewComparison comparison = opened();
        for (int i = 0; i < 200; i++) {
            tell(comparison.fence(), delta("text " + i));
            store();
        }
        AnswerEnding one = Samples.completed("a/one", "x", "0.01");
        AnswerEnding two = Samples.completed("b/two", "y", "0.01");
        comparisons().record(comparison.fence(), one);
        comparisons().record(comparison.fence(), two);
        finish(comparison.fence(), one, two);

        Position after = Position.START;
        int read = 0;
        while (!after.isLast()) {
            List<Recorded> page = page(comparison.id(), after);
            assertThat(page).isNotEmpty();
            for (Recorded recorded : page) {
                assertThat(recorded.position()).isGreaterThan(after);
                after = recorded.position();
                read++;
            }
        }
        assertThat(read).isEqualTo(202);
    }

    @Test
    void an_ending_is_stored_with_everything_told_before() {
        NewComparison comparison = opened();
        tell(comparison.fence(), started(ONE), delta("a"));

        comparisons().record(comparison.fence(), Samples.completed("a/one", "a", "0.01"));

        assertThat(page(comparison.id(), Position.START)).hasSize(3);
        tell(comparison.fence(), delta("b"));
        store();
        assertThat(page(comparison.id(), new Position(1, 3))).hasSize(1);
    }

    @Test
    void the_end_is_stored_with_everything_told_before_and_read_as_the_last_event() {
        NewComparison comparison = opened();
        AnswerEnding one = Samples.completed("a/one", "x", "0.01");
        AnswerEnding two = Samples.cancelled("b/two", "y", "0.01");
        comparisons().record(comparison.fence(), one);
        comparisons().record(comparison.fence(), two);
        tell(
                comparison.fence(),
                ComparisonEvent.endOf(one.answer()),
                ComparisonEvent.endOf(two.answer()));

        finish(comparison.fence(), one, two);

        List<Recorded> read = page(comparison.id(), Position.START);
        Comparison stored = comparisons().find(comparison.id()).orElseThrow();
        assertThat(read).hasSize(4);
        assertThat(read.getLast())
                .isEqualTo(
                        new Recorded(
                                new Position(1, Position.LAST),
                                new ComparisonEvent.Finished(
                                        stored.status(), stored.closing().orElseThrow())));
        assertThat(elsewhere().told(comparison.id())).hasSize(3);
    }

    @Test
    void a_later_owner_begins_anew_with_a_snapshot() {
        NewComparison comparison = opened();
        tell(comparison.fence(), started(ONE), delta("half"));
        store();
        AnswerEnding two = Samples.completed("b/two", "y", "0.01");
        comparisons().record(comparison.fence(), two);
        Fence next = claim();
        Comparison told =
                ToldSoFar.of(
                        comparisons().find(comparison.id()).orElseThrow(),
                        elsewhere().told(comparison.id()));
        assertThat(told.answers().getFirst().text()).isEqualTo("half");
        assertThat(told.answers().getFirst().status()).isEqualTo(AnswerStatus.RUNNING);
        assertThat(told.answers().getLast()).isEqualTo(two.answer());

        journal().open(next);
        ComparisonEvent snapshot = new ComparisonEvent.Snapshot(told);
        tell(next, snapshot, new AnswerRestarted(ONE, 2, "interrupted"));
        store();

        for (Position before : List.of(Position.START, new Position(1, 2), new Position(1, 99))) {
            List<Recorded> read = page(comparison.id(), before);
            assertThat(read).hasSize(2);
            assertThat(read.getFirst()).isEqualTo(new Recorded(new Position(2, 1), snapshot));
        }
        assertThat(page(comparison.id(), new Position(2, 0))).hasSize(2);
    }

    @Test
    void of_what_it_does_not_know_it_has_nothing() {
        ComparisonId unknown = new ComparisonId(UUID.randomUUID());

        assertThat(elsewhere().stored(unknown, Position.START)).isEqualTo(new JournalRead.Absent());
        assertThat(elsewhere().told(unknown)).isEmpty();
        assertThat(page(admitted().id(), Position.START)).isEmpty();
    }

    @Test
    void of_a_finished_comparison_a_position_that_never_was_is_absent() {
        NewComparison comparison = opened();
        finish(comparison.fence());

        for (Position never : List.of(new Position(1, 2), new Position(2, 1))) {
            assertThat(elsewhere().stored(comparison.id(), never))
                    .isEqualTo(new JournalRead.Absent());
        }
        NewComparison silent = admitted();
        finish(silent.fence());
        assertThat(elsewhere().stored(silent.id(), Position.START))
                .isEqualTo(new JournalRead.Absent());
    }

    @Test
    void any_text_comes_back_as_it_was() {
        NewComparison comparison = opened();
        String text = "a\u0000b\u001a\u00e9\u20ac\ud83d\ude00 \ud83d half \ude00 \uffff";
        tell(comparison.fence(), delta(text), delta(""), delta("\ud83d"), delta("\ude00"));
        store();

        assertThat(page(comparison.id(), new Position(1, 1)))
                .extracting(Recorded::event)
                .containsExactly(delta(text), delta(""), delta("\ud83d"), delta("\ude00"));
    }

    @Test
    void of_many_comparisons_each_has_its_own() {
        List<NewComparison> all = List.of(opened(), opened(), opened());
        for (NewComparison comparison : all) {
            tell(comparison.fence(), delta(comparison.id().toString()));
        }
        store();

        for (NewComparison comparison : all) {
            assertThat(page(comparison.id(), new Position(1, 1)))
                    .containsExactly(
                            new Recorded(new Position(1, 2), delta(comparison.id().toString())));
        }
    }
}
