package com.compareintel.core.conversation;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.conversation.Conversations.Deletion;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What any [Conversations] promises of those beyond the cap.
public abstract class ArchiveContract extends ConversationsStage {
    private static List<ConversationId> ids(List<Conversation> conversations) {
        return conversations.stream().map(Conversation::id).toList();
    }

    private AdmitOutcome further(Caller caller, ConversationId id, int shown) {
        Place place = new Place.SameConversation(id, new ConversationCap(shown));
        return comparisons().admit(Draft.of(caller).in(place).at(NOW.plusSeconds(100)).build());
    }

    @Test
    void the_most_recently_active_ones_are_shown_and_the_others_archived() {
        Caller caller = Samples.account(1_000);
        List<ConversationId> begun = begun(caller, 5);
        begun(Samples.account(1_000), 3);

        assertThat(ids(listed(shelf(caller, 2), ACTIVE)))
                .containsExactlyElementsOf(begun.reversed().subList(0, 2));
        assertThat(ids(listed(shelf(caller, 2), ARCHIVED)))
                .containsExactlyElementsOf(begun.reversed().subList(2, 5));
        assertThat(listed(shelf(caller, 2), ACTIVE))
                .allMatch(shown -> shown.state() == ConversationState.ACTIVE);
        assertThat(listed(shelf(caller, 2), ARCHIVED))
                .allMatch(beyond -> beyond.state() == ConversationState.ARCHIVED);
        assertThat(listed(shelf(caller, 5), ARCHIVED)).isEmpty();
        assertThat(listed(shelf(caller, 6), ARCHIVED)).isEmpty();
        assertThat(listed(shelf(caller, 6), ACTIVE)).hasSize(5);
    }

    @Test
    void each_one_is_told_where_it_stands() {
        Caller caller = Samples.account(1_000);
        List<ConversationId> begun = begun(caller, 3);

        for (int shown = 1; shown <= 4; shown++) {
            for (int i = 0; i < 3; i++) {
                int newer = 2 - i;
                ConversationState state =
                        newer < shown ? ConversationState.ACTIVE : ConversationState.ARCHIVED;
                assertThat(conversations().find(shelf(caller, shown), begun.get(i)))
                        .get()
                        .extracting(Conversation::state)
                        .isEqualTo(state);
                assertThat(continuation(caller, begun.get(i)))
                        .isInstanceOfSatisfying(
                                Continuation.Continued.class,
                                known -> assertThat(known.newer()).isEqualTo(newer));
            }
        }
    }

    @Test
    void an_archived_one_is_not_continued_and_the_last_one_shown_is() {
        Caller caller = Samples.account(1_000);
        List<ConversationId> begun = begun(caller, 4);

        assertThat(further(caller, begun.get(1), 2)).isEqualTo(new AdmitOutcome.Archived());
        assertThat(further(caller, begun.get(2), 2)).isEqualTo(new AdmitOutcome.Admitted());

        assertThat(ids(listed(shelf(caller, 2), ACTIVE)))
                .containsExactly(begun.get(2), begun.get(3));
    }

    @Test
    void equal_activity_is_ordered_by_id() {
        Caller caller = Samples.account(1_000);
        for (int i = 0; i < 6; i++) {
            end(admitted(Draft.of(caller).inNewConversation("No " + i).at(NOW)));
        }

        List<ConversationId> shown = ids(listed(shelf(caller, 3), ACTIVE));
        List<ConversationId> beyond = ids(listed(shelf(caller, 3), ARCHIVED));

        assertThat(shown).hasSize(3).doesNotContainAnyElementsOf(beyond);
        assertThat(beyond).hasSize(3);
        assertThat(shown.getLast().toString()).isGreaterThan(beyond.getFirst().toString());
        assertThat(further(caller, beyond.getFirst(), 3)).isEqualTo(new AdmitOutcome.Archived());
        assertThat(further(caller, shown.getLast(), 3)).isEqualTo(new AdmitOutcome.Admitted());
    }

    @Test
    void it_comes_back_into_view_when_another_goes() {
        Caller caller = Samples.account(1_000);
        List<ConversationId> begun = begun(caller, 3);

        assertThat(conversations().delete(caller.owner(), begun.get(2)))
                .isEqualTo(Deletion.DELETED);

        assertThat(ids(listed(shelf(caller, 2), ACTIVE)))
                .containsExactly(begun.get(1), begun.get(0));
        assertThat(further(caller, begun.get(0), 2)).isEqualTo(new AdmitOutcome.Admitted());
    }

    @Test
    void archived_ones_are_renamed_read_and_deleted_like_any_other() {
        Caller caller = Samples.account(1_000);
        List<ConversationId> begun = begun(caller, 3);
        ConversationId oldest = begun.getFirst();

        Optional<Conversation> renamed =
                conversations().rename(shelf(caller, 1), oldest, "The sea");

        Conversation expected =
                new Conversation(oldest, "The sea", NOW, NOW, ConversationState.ARCHIVED);
        assertThat(renamed).contains(expected);
        assertThat(listed(shelf(caller, 1), ARCHIVED)).last().isEqualTo(expected);
        assertThat(turns(caller, oldest)).hasSize(1);
        assertThat(conversations().delete(caller.owner(), oldest)).isEqualTo(Deletion.DELETED);
        assertThat(ids(listed(shelf(caller, 1), ARCHIVED))).containsExactly(begun.get(1));
    }

    @Test
    void an_archived_one_can_be_running() {
        Caller caller = Samples.account(1_000);
        NewComparison running = admitted(Draft.of(caller).inNewConversation("Old"));
        end(admitted(Draft.of(caller).inNewConversation("New").at(NOW.plusSeconds(1))));

        assertThat(continuation(caller, idOf(running))).isEqualTo(new Continuation.Busy(1));
        assertThat(further(caller, idOf(running), 1)).isEqualTo(new AdmitOutcome.Archived());
        assertThat(further(caller, idOf(running), 2)).isEqualTo(new AdmitOutcome.Busy());
    }

    @Test
    void a_list_that_is_read_while_others_are_added_has_no_repeat_and_no_gap() {
        for (Listing listing : List.of(ACTIVE, ARCHIVED)) {
            Caller caller = Samples.account(1_000);
            begun(caller, 12);
            Shelf shelf = shelf(caller, 6);
            List<ConversationId> before = ids(listed(shelf, listing));
            AtomicInteger added = new AtomicInteger();

            List<Conversation> read =
                    paged(
                            shelf,
                            listing,
                            1,
                            () -> {
                                int n = added.incrementAndGet();
                                end(
                                        admitted(
                                                Draft.of(caller)
                                                        .inNewConversation("More")
                                                        .at(NOW.plusSeconds(100 + n))));
                            });

            assertThat(ids(read)).isEqualTo(before);
            assertThat(added).hasValueGreaterThan(5);
        }
    }
}
