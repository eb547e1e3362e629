package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.ComparisonEvent;
import com.compareintel.core.comparison.ComparisonEvent.AnswerDelta;
import com.compareintel.core.comparison.ComparisonEvent.AnswerReasoning;
import com.compareintel.core.comparison.ComparisonEvent.AnswerStarted;
import com.compareintel.core.comparison.Fence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What any [ComparisonJournal] promises of what it holds, and with that all of
/// [JournalWatchContract]. Every test gets an empty one, whose window is wide enough for it.
public abstract class ComparisonJournalContract extends JournalWatchContract {
    @Test
    void of_a_comparison_never_opened_it_has_nothing() {
        append(started(ONE));

        assertThat(journal().read(id, Position.START, MUCH)).isEqualTo(new JournalRead.Absent());
        assertThat(journal().newest(id)).isEqualTo(Position.START);
    }

    @Test
    void an_open_history_without_events_is_an_empty_page() {
        open(1);

        assertThat(page(Position.START)).isEmpty();
        assertThat(journal().newest(id)).isEqualTo(Position.START);
    }

    @Test
    void events_are_numbered_from_one_in_the_order_of_their_appends() {
        open(3);
        append(started(ONE), started(TWO));
        append(delta(ONE, "x"));

        assertThat(page(Position.START))
                .containsExactly(
                        new Recorded(at(3, 1), started(ONE)),
                        new Recorded(at(3, 2), started(TWO)),
                        new Recorded(at(3, 3), delta(ONE, "x")));
        assertThat(journal().newest(id)).isEqualTo(at(3, 3));
    }

    @Test
    void a_reader_goes_on_behind_its_position() {
        open(1);
        append(started(ONE), started(TWO), delta(ONE, "x"));

        assertThat(page(at(1, 2))).containsExactly(new Recorded(at(1, 3), delta(ONE, "x")));
        assertThat(page(at(1, 3))).isEmpty();
    }

    @Test
    void the_last_event_has_the_last_position() {
        open(1);
        append(started(ONE), finished());

        assertThat(page(at(1, 1))).containsExactly(new Recorded(at(1, Position.LAST), finished()));
        assertThat(page(at(1, Position.LAST))).isEmpty();
        assertThat(journal().newest(id)).isEqualTo(at(1, Position.LAST));
    }

    @Test
    void nothing_follows_the_last_event() {
        open(1);
        append(finished());
        append(started(ONE));

        assertThat(page(Position.START)).hasSize(1);
    }

    @Test
    void a_position_that_never_was_is_lost() {
        open(2);
        append(started(ONE));

        List<Position> never =
                List.of(at(2, 2), at(3, 1), at(2, Position.LAST), at(Position.REPLAY, 1), at(0, 7));

        assertThat(never)
                .allSatisfy(position ->
                        assertThat(journal().read(id, position, MUCH))
                                .isEqualTo(new JournalRead.Lost()));
    }

    @Test
    void a_reader_from_an_earlier_epoch_goes_on_at_the_start_of_the_new_one() {
        open(1);
        append(started(ONE), delta(ONE, "x"));
        open(2);
        append(started(TWO));

        assertThat(page(at(1, 2))).containsExactly(new Recorded(at(2, 1), started(TWO)));
        assertThat(page(Position.START)).containsExactly(new Recorded(at(2, 1), started(TWO)));
    }

    @Test
    void a_page_is_bounded_but_never_empty_for_its_bound() {
        open(1);
        append(delta(ONE, "x".repeat(3_000)));
        append(delta(ONE, "y".repeat(3_000)));
        append(delta(ONE, "z".repeat(3_000)));

        List<Recorded> least = ((JournalRead.Page) journal().read(id, Position.START, 1)).events();
        List<Recorded> some =
                ((JournalRead.Page) journal().read(id, Position.START, 7_000)).events();

        assertThat(least).hasSize(1);
        assertThat(some).hasSizeBetween(1, 3);
        assertThat(page(Position.START)).hasSize(3);
    }

    @Test
    void merging_changes_no_text_and_moves_nothing_past_its_own_answer() {
        open(1);
        append(
                started(ONE),
                delta(ONE, "a"),
                delta(ONE, "b"),
                delta(TWO, "1"),
                delta(ONE, "c"),
                new AnswerReasoning(ONE, "hm"),
                delta(ONE, "d"),
                delta(TWO, "2"));
        append(delta(TWO, "3"));

        assertThat(told(page(Position.START))).isEqualTo(Map.of(ONE, "!abchm?d", TWO, "123"));
    }

    /// What each model said: its text, with `?` behind reasoning and `!` for a start.
    private static Map<ModelId, String> told(List<Recorded> events) {
        Map<ModelId, String> told = new HashMap<>();
        for (Recorded recorded : events) {
            if (recorded.event() instanceof ComparisonEvent.OfAnswer event) {
                told.merge(event.model(), said(event), String::concat);
            }
        }
        return told;
    }

    private static String said(ComparisonEvent.OfAnswer event) {
        return switch (event) {
            case AnswerDelta(ModelId model, String text) -> text;
            case AnswerReasoning(ModelId model, String text) -> text + "?";
            case AnswerStarted begun -> "!";
            case ComparisonEvent.AnswerQueued other -> "";
            case ComparisonEvent.AnswerRestarted other -> "";
            case ComparisonEvent.AnswerCompleted other -> "";
            case ComparisonEvent.AnswerFailed other -> "";
            case ComparisonEvent.AnswerCancelled other -> "";
        };
    }

    @Test
    void what_was_appended_is_kept_though_the_list_changes_afterwards() {
        open(1);
        List<ComparisonEvent> news = new ArrayList<>(List.of(started(ONE)));
        journal().append(fence, news);
        news.clear();

        assertThat(page(Position.START)).hasSize(1);
    }

    @Test
    void an_owner_of_before_changes_nothing_any_more() {
        open(1);
        Fence before = fence;
        append(started(ONE));
        open(2);
        append(started(TWO));

        journal().append(before, List.of(delta(ONE, "late")));
        journal().close(before);

        assertThat(page(Position.START)).containsExactly(new Recorded(at(2, 1), started(TWO)));
    }

    @Test
    void a_reader_before_the_first_event_of_an_epoch_goes_on_with_it() {
        open(2);
        append(started(ONE));

        assertThat(page(at(2, 0))).containsExactly(new Recorded(at(2, 1), started(ONE)));
    }
}
