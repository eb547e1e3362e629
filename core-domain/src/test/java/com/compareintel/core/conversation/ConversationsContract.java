package com.compareintel.core.conversation;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.PastTurn;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.conversation.Conversations.Deletion;
import com.compareintel.core.conversation.Conversations.TurnMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Conversations] promises together with the [Comparisons] that are its turns.
public abstract class ConversationsContract extends ConversationsStage {
    @Test
    void the_first_turn_begins_the_conversation() {
        NewComparison turn = admitted(Draft.of(Samples.account(10)).inNewConversation("Tides"));

        Conversation begun = tides(turn, NOW);
        assertThat(listed(shelf(turn.caller()), ACTIVE)).containsExactly(begun);
        assertThat(conversations().find(shelf(turn.caller()), idOf(turn))).contains(begun);
        assertThat(turns(turn.caller(), idOf(turn))).containsExactly(turn.asComparison());
    }

    @Test
    void a_comparison_kept_nowhere_is_in_no_conversation() {
        NewComparison alone = admitted(Draft.of(Samples.account(10)).in(new Place.Nowhere()));

        assertThat(listed(shelf(alone.caller()), ACTIVE)).isEmpty();
    }

    @Test
    void a_further_turn_is_activity_and_stands_behind_those_before() {
        Caller caller = Samples.account(10);
        NewComparison first = admitted(Draft.of(caller).of("a/one").inNewConversation("Tides"));
        end(first, Samples.completed("a/one", "The moon.", "0.01"));
        NewComparison second = admitted(Draft.of(caller).in(sameAs(first)).at(NOW.plusSeconds(60)));

        assertThat(conversations().find(shelf(caller), idOf(first)))
                .contains(tides(first, NOW.plusSeconds(60)));
        assertThat(turns(caller, idOf(first)))
                .containsExactly(
                        comparisons().find(first.id()).orElseThrow(),
                        comparisons().find(second.id()).orElseThrow());
    }

    @Test
    void later_turns_see_every_prompt_and_the_answers_that_were_charged() {
        Caller caller = Samples.account(100);
        NewComparison first =
                admitted(
                        Draft.of(caller)
                                .asking("What are tides?")
                                .of("a/one", "b/two", "c/three", "d/four")
                                .inNewConversation("Tides"));
        end(
                first,
                Samples.completed("a/one", "The moon\u0000.", "0.01"),
                Samples.failed("b/two", "The su", "0.01"),
                Samples.cancelled("c/three", "Water", "0.01"),
                Samples.cancelled("d/four", "", "0"));
        NewComparison second =
                admitted(
                        Draft.of(caller)
                                .asking("And at night?")
                                .of("b/two")
                                .in(sameAs(first))
                                .at(NOW.plusSeconds(60)));
        end(second, Samples.failed("b/two", "", "0"));

        assertThat(continuation(caller, idOf(first)))
                .isEqualTo(
                        new Continuation.Continued(
                                List.of(
                                        new PastTurn(
                                                "What are tides?",
                                                Map.of(
                                                        new ModelId("a/one"),
                                                        "The moon\u0000.",
                                                        new ModelId("c/three"),
                                                        "Water")),
                                        new PastTurn("And at night?", Map.of())),
                                0));
    }

    @Test
    void a_conversation_whose_turn_is_running_is_busy() {
        Caller caller = Samples.account(10);
        NewComparison running = admitted(Draft.of(caller).inNewConversation("Tides"));

        assertThat(continuation(caller, idOf(running))).isEqualTo(new Continuation.Busy(0));
        assertThat(comparisons().admit(Draft.of(caller).in(sameAs(running)).build()))
                .isEqualTo(new AdmitOutcome.Busy());
        assertThat(conversations().delete(caller.owner(), idOf(running))).isEqualTo(Deletion.BUSY);
        assertThat(conversations().find(shelf(caller), idOf(running))).isPresent();
    }

    @Test
    void somebody_elses_conversation_is_as_good_as_none() {
        NewComparison turn = admitted(Draft.of(Samples.account(10)).inNewConversation("Tides"));
        end(turn);
        Caller stranger = Samples.account(10);
        ConversationId id = idOf(turn);

        assertThat(conversations().find(shelf(stranger), id)).isEmpty();
        assertThat(turns(stranger, id)).isEmpty();
        assertThat(conversations().rename(shelf(stranger), id, "Mine")).isEmpty();
        assertThat(conversations().delete(stranger.owner(), id)).isEqualTo(Deletion.MISSING);
        assertThat(continuation(stranger, id)).isEqualTo(new Continuation.Missing());
        assertThat(comparisons().admit(Draft.of(stranger).in(sameAs(turn)).build()))
                .isEqualTo(new AdmitOutcome.Gone());
        assertThat(conversations().find(shelf(turn.caller()), id)).contains(tides(turn, NOW));
    }

    @Test
    void conversations_are_listed_by_activity_newest_first_and_page_by_page() {
        Caller caller = Samples.account(1_000);
        List<ConversationId> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            NewComparison turn =
                    admitted(
                            Draft.of(caller)
                                    .inNewConversation("No " + i)
                                    .at(NOW.plusSeconds(i / 2)));
            end(turn);
            ids.add(idOf(turn));
        }
        NewComparison revived =
                admitted(
                        Draft.of(caller)
                                .in(new Place.SameConversation(ids.getFirst(), WIDE))
                                .at(NOW.plusSeconds(100)));

        List<Conversation> paged = paged(shelf(caller), ACTIVE, 2, () -> {});

        assertThat(paged).isEqualTo(listed(shelf(caller), ACTIVE));
        assertThat(paged).extracting(Conversation::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(paged.getFirst().id()).isEqualTo(idOf(revived));
        for (int i = 1; i < paged.size(); i++) {
            Conversation newer = paged.get(i - 1);
            Conversation older = paged.get(i);
            int byTime = newer.lastActivityAt().compareTo(older.lastActivityAt());
            assertThat(byTime).isGreaterThanOrEqualTo(0);
            if (byTime == 0) {
                assertThat(newer.id().toString()).isGreaterThan(older.id().toString());
            }
        }
    }

    @Test
    void renaming_changes_the_title_and_is_no_activity() {
        NewComparison turn = admitted(Draft.of(Samples.account(10)).inNewConversation("Tides"));
        String hostile = "<b>\u0000\ud83d' OR 1=1";

        Optional<Conversation> renamed =
                conversations().rename(shelf(turn.caller()), idOf(turn), hostile);

        Conversation expected =
                new Conversation(idOf(turn), hostile, NOW, NOW, ConversationState.ACTIVE);
        assertThat(renamed).contains(expected);
        assertThat(listed(shelf(turn.caller()), ACTIVE)).containsExactly(expected);
    }

    @Test
    void a_deleted_conversation_is_gone_with_its_turns() {
        Caller caller = Samples.account(10);
        NewComparison turn = admitted(Draft.of(caller).of("a/one").inNewConversation("Tides"));
        end(turn, Samples.completed("a/one", "The moon.", "0.01"));

        assertThat(conversations().delete(caller.owner(), idOf(turn))).isEqualTo(Deletion.DELETED);

        assertThat(conversations().delete(caller.owner(), idOf(turn))).isEqualTo(Deletion.MISSING);
        assertThat(conversations().find(shelf(caller), idOf(turn))).isEmpty();
        assertThat(turns(caller, idOf(turn))).isEmpty();
        assertThat(comparisons().find(turn.id())).isEmpty();
        assertThat(continuation(caller, idOf(turn))).isEqualTo(new Continuation.Missing());
        assertThat(comparisons().admit(Draft.of(caller).in(sameAs(turn)).build()))
                .isEqualTo(new AdmitOutcome.Gone());
    }

    @Test
    void an_unknown_conversation_is_missing() {
        Caller caller = Samples.account(10);
        ConversationId unknown = new ConversationId(UUID.randomUUID());

        assertThat(continuation(caller, unknown)).isEqualTo(new Continuation.Missing());
        assertThat(
                        comparisons()
                                .admit(
                                        Draft.of(caller)
                                                .in(new Place.SameConversation(unknown, WIDE))
                                                .build()))
                .isEqualTo(new AdmitOutcome.Gone());
    }

    @Test
    void turns_are_read_oldest_first_and_so_many_at_a_time() {
        Caller caller = Samples.account(1_000);
        NewComparison first = admitted(Draft.of(caller).inNewConversation("Tides"));
        List<ComparisonId> asked = new ArrayList<>(List.of(first.id()));
        end(first);
        for (int i = 1; i < 5; i++) {
            NewComparison turn =
                    admitted(Draft.of(caller).in(sameAs(first)).at(NOW.plusSeconds(i)));
            end(turn);
            asked.add(turn.id());
        }

        List<ComparisonId> read = new ArrayList<>();
        Optional<TurnMark> after = Optional.empty();
        List<Comparison> some;
        do {
            some = conversations().turns(caller.owner(), idOf(first), after, 2);
            some.forEach(turn -> read.add(turn.id()));
            after =
                    some.stream()
                            .reduce((a, b) -> b)
                            .map(last -> new TurnMark(last.createdAt(), last.id()));
        } while (!some.isEmpty());

        assertThat(read).isEqualTo(asked);
    }

    private static Conversation tides(NewComparison first, Instant lastActivity) {
        return new Conversation(idOf(first), "Tides", NOW, lastActivity, ConversationState.ACTIVE);
    }
}
