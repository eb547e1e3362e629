package com.compareintel.persistence.postgres;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.conversation.Breakout;
import com.compareintel.core.conversation.ConversationState;
import com.compareintel.core.conversation.Conversations;
import com.compareintel.core.conversation.Listing;
import com.compareintel.core.conversation.Shelf;
import com.compareintel.core.credit.Credits;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many wishes at once about one conversation: they happen one after the other, or not.
class ConversationRacesTest {
    private static final ConversationCap CAP = new ConversationCap(10);

    private final Comparisons comparisons = Fixture.get(Comparisons.class);
    private final Conversations conversations = Fixture.get(Conversations.class);

    @BeforeEach
    void begin_empty() throws SQLException {
        Fixture.clear();
    }

    private NewComparison ended(Caller caller) {
        NewComparison first = Draft.of(caller).of("a/one").inNewConversation("Tides").build();
        comparisons.admit(first);
        comparisons.record(first.fence(), Samples.completed("a/one", "The moon.", "0.01"));
        comparisons.finish(first.fence(), Samples.settlement(Credits.of(3)), 0, NOW);
        return first;
    }

    private static ConversationId idOf(NewComparison turn) {
        return turn.place().conversation().orElseThrow();
    }

    private static Draft further(Caller caller, NewComparison first) {
        return Draft.of(caller).in(new Place.SameConversation(idOf(first), CAP));
    }

    private static Breakout breakout(NewComparison first, Optional<Idempotency> key) {
        return new Breakout(
                idOf(first),
                new ModelId("a/one"),
                new ConversationId(UUID.randomUUID()),
                key,
                NOW.plusSeconds(60));
    }

    private List<Comparison> turns(Caller caller, ConversationId id) {
        return conversations.turns(caller.owner(), id, Optional.empty(), 100);
    }

    private long kept(Caller caller) {
        Listing all = new Listing(ConversationState.ACTIVE, Optional.empty());
        return conversations
                .list(new Shelf(caller.owner(), CAP), all, Optional.empty(), 100)
                .conversations()
                .size();
    }

    @Test
    void of_many_turns_at_once_one_is_admitted_and_the_others_find_it_busy() throws Exception {
        Caller caller = Samples.account(1_000);
        NewComparison first = ended(caller);

        List<AdmitOutcome> outcomes =
                AtOnce.run(20, i -> comparisons.admit(further(caller, first).build()));

        assertThat(outcomes)
                .containsOnlyOnce(new AdmitOutcome.Admitted())
                .filteredOn(AdmitOutcome.Busy.class::isInstance)
                .hasSize(19);
        assertThat(turns(caller, idOf(first))).hasSize(2);
    }

    @Test
    void a_conversation_is_never_deleted_under_a_turn_that_was_admitted() throws Exception {
        for (int round = 0; round < 10; round++) {
            Caller caller = Samples.account(100);
            NewComparison first = ended(caller);
            NewComparison second = further(caller, first).build();

            List<Object> outcomes =
                    AtOnce.run(
                            List.of(
                                    () -> comparisons.admit(second),
                                    () -> conversations.delete(caller.owner(), idOf(first))));

            boolean admitted = outcomes.getFirst() instanceof AdmitOutcome.Admitted;
            assertThat(outcomes.getLast())
                    .isEqualTo(
                            admitted
                                    ? Conversations.Deletion.BUSY
                                    : Conversations.Deletion.DELETED);
            assertThat(comparisons.find(second.id()).isPresent()).isEqualTo(admitted);
        }
    }

    @Test
    void a_breakout_is_whole_or_refused_whatever_else_happens_to_the_conversation()
            throws Exception {
        for (int round = 0; round < 20; round++) {
            Caller caller = Samples.account(100);
            NewComparison first = ended(caller);
            NewComparison second = further(caller, first).build();
            Breakout breakout = breakout(first, Optional.empty());
            boolean deletes = round % 2 == 0;

            List<Object> outcomes =
                    AtOnce.run(
                            List.of(
                                    () ->
                                            conversations.breakOut(
                                                    new Shelf(caller.owner(), CAP), breakout),
                                    () ->
                                            deletes
                                                    ? conversations.delete(
                                                            caller.owner(), idOf(first))
                                                    : comparisons.admit(second)));

            List<Comparison> copies = turns(caller, breakout.to());
            if (outcomes.getFirst() instanceof Breakout.Outcome.BrokenOut) {
                assertThat(copies).hasSize(1);
                assertThat(copies.getFirst().answers()).hasSize(1);
            } else {
                assertThat(outcomes.getFirst())
                        .isEqualTo(
                                deletes
                                        ? new Breakout.Outcome.Missing()
                                        : new Breakout.Outcome.Busy());
                assertThat(copies).isEmpty();
            }
        }
    }

    @Test
    void of_many_breakouts_with_one_key_one_is_made() throws Exception {
        Caller caller = Samples.account(100);
        NewComparison first = ended(caller);
        Optional<Idempotency> key = Optional.of(new Idempotency("scope", "key", "print"));

        List<Breakout.Outcome> outcomes =
                AtOnce.run(
                        20,
                        i ->
                                conversations.breakOut(
                                        new Shelf(caller.owner(), CAP), breakout(first, key)));

        assertThat(outcomes).containsOnlyOnce(new Breakout.Outcome.BrokenOut());
        assertThat(outcomes)
                .filteredOn(Breakout.Outcome.Repeated.class::isInstance)
                .hasSize(19)
                .allMatch(
                        outcomes.stream()
                                        .filter(Breakout.Outcome.Repeated.class::isInstance)
                                        .findFirst()
                                        .orElseThrow()
                                ::equals);
        assertThat(kept(caller)).isEqualTo(2);
    }

    @Test
    void one_that_is_being_archived_is_continued_before_or_not_at_all() throws Exception {
        for (int round = 0; round < 20; round++) {
            Caller caller = Samples.account(100);
            NewComparison older = ended(caller);
            ConversationCap one = new ConversationCap(1);
            NewComparison further =
                    Draft.of(caller)
                            .in(new Place.SameConversation(idOf(older), one))
                            .at(NOW.plusSeconds(2))
                            .build();
            NewComparison newer =
                    Draft.of(caller).inNewConversation("New").at(NOW.plusSeconds(1)).build();

            List<AdmitOutcome> outcomes =
                    AtOnce.run(
                            List.of(
                                    () -> comparisons.admit(further),
                                    () -> comparisons.admit(newer)));

            assertThat(outcomes.getLast()).isEqualTo(new AdmitOutcome.Admitted());
            assertThat(outcomes.getFirst())
                    .isIn(new AdmitOutcome.Admitted(), new AdmitOutcome.Archived());
            assertThat(turns(caller, idOf(older)))
                    .hasSize(outcomes.getFirst().equals(new AdmitOutcome.Admitted()) ? 2 : 1);
        }
    }
}
