package com.compareintel.core.conversation;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonStatus;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.PastTurn;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.Standing.Continuation;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Conversations] promises of breaking out.
public abstract class BreakoutContract extends ConversationsStage {
    private static final ModelId ONE = new ModelId("a/one");
    private static final ModelId TWO = new ModelId("b/two");
    private static final Instant LATER = NOW.plusSeconds(1_000);

    private final Caller caller = Samples.account(1_000);

    /// Three turns: of one model, of both, of the other.
    private NewComparison conversation() {
        NewComparison first =
                admitted(Draft.of(caller).asking("First?").of("a/one").inNewConversation("Tides"));
        end(first, Samples.completed("a/one", "One.", "0.01"));
        NewComparison second =
                admitted(
                        Draft.of(caller)
                                .asking("Second\u0000?")
                                .of("a/one", "b/two")
                                .in(sameAs(first))
                                .at(NOW.plusSeconds(10)));
        end(
                second,
                Samples.failed("a/one", "One agai", "0.01"),
                Samples.completed("b/two", "Two\ud83d.", "0.02"));
        NewComparison third =
                admitted(
                        Draft.of(caller)
                                .asking("Third?")
                                .of("b/two")
                                .in(sameAs(first))
                                .at(NOW.plusSeconds(20)));
        end(third, Samples.cancelled("b/two", "Two aga", "0.01"));
        return first;
    }

    private static Breakout of(NewComparison turn, ModelId model) {
        return new Breakout(
                idOf(turn), model, new ConversationId(UUID.randomUUID()), Optional.empty(), LATER);
    }

    private static Breakout keyed(Breakout breakout, String key, String fingerprint) {
        return new Breakout(
                breakout.from(),
                breakout.model(),
                breakout.to(),
                Optional.of(new Idempotency("scope", key, fingerprint)),
                breakout.at());
    }

    private Breakout.Outcome breakOut(Breakout breakout) {
        return conversations().breakOut(shelf(caller), breakout);
    }

    @Test
    void every_prompt_and_the_answers_of_one_model_are_copied() {
        NewComparison first = conversation();
        List<Comparison> before = turns(caller, idOf(first));
        Breakout breakout = of(first, TWO);

        assertThat(breakOut(breakout)).isEqualTo(new Breakout.Outcome.BrokenOut());

        List<Comparison> copies = turns(caller, breakout.to());
        assertThat(copies).hasSize(3);
        assertThat(copies)
                .extracting(turn -> turn.prompt().text())
                .containsExactly("First?", "Second\u0000?", "Third?");
        assertThat(copies)
                .extracting(Comparison::status)
                .containsExactly(
                        ComparisonStatus.COMPLETED,
                        ComparisonStatus.COMPLETED,
                        ComparisonStatus.CANCELLED);
        assertThat(copies.get(0).answers()).isEmpty();
        Answer copied = copies.get(1).answers().getFirst();
        Answer original = before.get(1).answers().get(1);
        assertThat(copies.get(1).answers()).hasSize(1);
        assertThat(copied).usingRecursiveComparison().ignoringFields("cost").isEqualTo(original);
        assertThat(copies.get(2).answers()).extracting(Answer::text).containsExactly("Two aga");
        for (int i = 0; i < 3; i++) {
            assertThat(copies.get(i).id()).isNotEqualTo(before.get(i).id());
            assertThat(copies.get(i).createdAt()).isEqualTo(before.get(i).createdAt());
            assertThat(copies.get(i).conversation()).contains(breakout.to());
            assertThat(copies.get(i).prompt()).isEqualTo(before.get(i).prompt());
            assertThat(comparisons().find(caller.owner(), copies.get(i).id()))
                    .contains(copies.get(i));
        }
    }

    @Test
    void a_failed_answer_is_copied_with_its_failure() {
        Breakout breakout = of(conversation(), ONE);

        breakOut(breakout);

        Answer failed = turns(caller, breakout.to()).get(1).answers().getFirst();
        assertThat(failed.status()).isEqualTo(AnswerStatus.FAILED);
        assertThat(failed.text()).isEqualTo("One agai");
        assertThat(failed.failure()).isPresent();
    }

    @Test
    void the_copies_hold_charge_and_cost_nothing() {
        Breakout breakout = of(conversation(), TWO);

        breakOut(breakout);

        for (Comparison turn : turns(caller, breakout.to())) {
            assertThat(turn.held()).isEqualTo(Credits.NONE);
            assertThat(turn.closing().orElseThrow().charged()).isEqualTo(Credits.NONE);
            assertThat(turn.closing().orElseThrow().cost()).isEqualTo(Usd.ZERO);
            assertThat(turn.answers())
                    .allMatch(answer -> answer.cost().orElseThrow().amount().equals(Usd.ZERO));
        }
        assertThat(
                        comparisons()
                                .circumstances(caller, Optional.empty(), NOW)
                                .standing()
                                .openOfOwner())
                .isZero();
    }

    @Test
    void the_new_one_is_the_newest_and_the_other_stays_as_it_is() {
        NewComparison first = conversation();
        List<Comparison> before = turns(caller, idOf(first));
        Breakout breakout = of(first, TWO);

        breakOut(breakout);

        assertThat(listed(shelf(caller), ACTIVE))
                .containsExactly(
                        new Conversation(
                                breakout.to(),
                                "Tides · b/two",
                                LATER,
                                LATER,
                                ConversationState.ACTIVE),
                        new Conversation(
                                idOf(first),
                                "Tides",
                                NOW,
                                NOW.plusSeconds(20),
                                ConversationState.ACTIVE));
        assertThat(turns(caller, idOf(first))).isEqualTo(before);
    }

    @Test
    void going_on_in_the_new_one_is_like_going_on_with_that_model_alone() {
        NewComparison first = conversation();
        Breakout breakout = of(first, TWO);
        breakOut(breakout);

        assertThat(continuation(caller, breakout.to()))
                .isEqualTo(
                        new Continuation.Continued(
                                List.of(
                                        new PastTurn("First?", Map.of()),
                                        new PastTurn("Second\u0000?", Map.of(TWO, "Two\ud83d.")),
                                        new PastTurn("Third?", Map.of(TWO, "Two aga"))),
                                0));
        admitted(
                Draft.of(caller)
                        .in(new NewComparison.Place.SameConversation(breakout.to(), WIDE))
                        .at(LATER.plusSeconds(1)));
        assertThat(
                        breakOut(
                                new Breakout(
                                        breakout.to(),
                                        TWO,
                                        new ConversationId(UUID.randomUUID()),
                                        Optional.empty(),
                                        LATER)))
                .isEqualTo(new Breakout.Outcome.Busy());
    }

    @Test
    void the_copy_is_searched_and_deleted_by_itself() {
        NewComparison first = conversation();
        Breakout breakout = of(first, TWO);
        breakOut(breakout);
        Search two = Search.of("two aga");
        Listing found = new Listing(ConversationState.ACTIVE, Optional.of(two));
        Listing other = new Listing(ConversationState.ACTIVE, Optional.of(Search.of("one agai")));

        assertThat(listed(shelf(caller), found)).hasSize(2);
        assertThat(listed(shelf(caller), other))
                .extracting(Conversation::id)
                .containsExactly(idOf(first));
        conversations().delete(caller.owner(), idOf(first));
        assertThat(turns(caller, breakout.to())).hasSize(3);
        assertThat(listed(shelf(caller), found)).hasSize(1);
    }

    @Test
    void what_may_not_be_broken_out_is_not() {
        NewComparison first = conversation();
        NewComparison running =
                admitted(
                        Draft.of(caller)
                                .of("a/one")
                                .inNewConversation("Running")
                                .at(NOW.plusSeconds(30)));
        Shelf narrow = shelf(caller, 1);

        assertThat(breakOut(of(running, ONE))).isEqualTo(new Breakout.Outcome.Busy());
        assertThat(conversations().breakOut(narrow, of(first, ONE)))
                .isEqualTo(new Breakout.Outcome.Archived());
        assertThat(breakOut(of(first, new ModelId("no/such"))))
                .isEqualTo(new Breakout.Outcome.NotThere());
        assertThat(conversations().breakOut(shelf(Samples.account(10)), of(first, ONE)))
                .isEqualTo(new Breakout.Outcome.Missing());
        assertThat(listed(shelf(caller), ACTIVE)).hasSize(2);
    }

    @Test
    void the_same_key_leads_to_the_same_conversation_for_a_day() {
        NewComparison first = conversation();
        Breakout breakout = keyed(of(first, ONE), "key", "print");
        assertThat(breakOut(breakout)).isEqualTo(new Breakout.Outcome.BrokenOut());

        assertThat(breakOut(keyed(of(first, TWO), "key", "other")))
                .isEqualTo(new Breakout.Outcome.Repeated(breakout.to(), "print"));
        assertThat(
                        comparisons()
                                .repeatOf(breakout.idempotency().orElseThrow(), LATER)
                                .map(Repeat::fingerprint))
                .contains("print");
        Breakout nextDay =
                new Breakout(
                        idOf(first),
                        ONE,
                        new ConversationId(UUID.randomUUID()),
                        breakout.idempotency(),
                        LATER.plus(Duration.ofHours(24)));
        assertThat(breakOut(nextDay)).isEqualTo(new Breakout.Outcome.BrokenOut());
        assertThat(listed(shelf(caller), ACTIVE)).hasSize(3);
    }

    @Test
    void a_key_of_a_comparison_is_no_breakouts() {
        NewComparison keyed =
                admitted(
                        Draft.of(caller)
                                .of("a/one")
                                .inNewConversation("Tides")
                                .keyed("key", "print"));
        end(keyed, Samples.completed("a/one", "One.", "0.01"));
        Breakout breakout =
                new Breakout(
                        idOf(keyed),
                        ONE,
                        new ConversationId(UUID.randomUUID()),
                        Optional.of(new Idempotency(caller.idempotencyScope(), "key", "breakout")),
                        LATER);

        assertThat(breakOut(breakout))
                .isInstanceOfSatisfying(
                        Breakout.Outcome.Repeated.class,
                        repeat -> assertThat(repeat.fingerprint()).isEqualTo("print"));
        assertThat(listed(shelf(caller), ACTIVE)).hasSize(1);
    }
}
