package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.MIDNIGHT;
import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Payer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What [Comparisons] promises of answers and comparisons that end. Every test gets books without a
/// single comparison.
public abstract class EndingContract {
    private static final Instant END = NOW.plusMillis(4_567);

    protected abstract Comparisons comparisons();

    /// The ledger that these comparisons hold their credit in.
    protected abstract CreditLedger ledger();

    private NewComparison admitted(Draft draft) {
        NewComparison comparison = draft.build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison;
    }

    private Comparison.Closing finish(Fence fence, Settlement settlement, Instant at) {
        return ((FinishOutcome.Finished) comparisons().finish(fence, settlement, 12, at)).closing();
    }

    @Test
    void an_ending_is_stored_with_all_that_is_known_of_the_answer() {
        NewComparison comparison = admitted(Draft.of(Samples.account(10)));
        AnswerEnding ending = Samples.completed("b/two", "The moon pulls.", "0.0123456789012345");

        WriteOutcome outcome = comparisons().record(comparison.fence(), ending);

        assertThat(outcome).isEqualTo(WriteOutcome.WRITTEN);
        Comparison found = comparisons().find(comparison.id()).orElseThrow();
        assertThat(found.status()).isEqualTo(ComparisonStatus.RUNNING);
        assertThat(found.answers())
                .containsExactly(comparison.asComparison().answers().getFirst(), ending.answer());
    }

    @Test
    void a_failed_and_a_cancelled_answer_are_stored_as_they_ended() {
        NewComparison comparison = admitted(Draft.of(Samples.account(10)));
        AnswerEnding failed = Samples.failed("a/one", "half a sen", "0.001");
        AnswerEnding cancelled = Samples.cancelled("b/two", "", "0.00000001");

        comparisons().record(comparison.fence(), failed);
        comparisons().record(comparison.fence(), cancelled);

        assertThat(comparisons().find(comparison.id()).orElseThrow().answers())
                .containsExactly(failed.answer(), cancelled.answer());
    }

    @Test
    void an_answer_ends_once() {
        NewComparison comparison = admitted(Draft.of(Samples.account(10)));
        AnswerEnding first = Samples.completed("a/one", "first", "0.01");
        comparisons().record(comparison.fence(), first);

        WriteOutcome same = comparisons().record(comparison.fence(), first);
        WriteOutcome other =
                comparisons().record(comparison.fence(), Samples.failed("a/one", "second", "0.02"));

        assertThat(same).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(other).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(comparisons().find(comparison.id()).orElseThrow().answers())
                .contains(first.answer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before\u0000after",
                "\u0000",
                "\ud800 alone, \udc00 alone, \ud83d\ude00 together",
                "\ud83d",
                "\u001a and \u001a0 and \u001a\u001a",
                "\ufffe\uffff\ufffd\u0001\u007f\u0085\u2028",
                "'; DROP TABLE answers; -- ? $1 \\ \" {} %s",
                "e\u0301 \u202egnirts\u202c \u05d0"
            })
    void hostile_text_comes_back_as_it_was_given(String hostile) {
        NewComparison comparison =
                admitted(
                        Draft.of(Samples.account(10)).asking("Q" + hostile).inNewConversation("T"));
        AnswerEnding ending = Samples.completed("a/one", hostile, "0.01");

        comparisons().record(comparison.fence(), ending);

        Comparison found = comparisons().find(comparison.id()).orElseThrow();
        assertThat(found.prompt().text()).isEqualTo("Q" + hostile);
        assertThat(found.answers().getFirst()).isEqualTo(ending.answer());
    }

    @Test
    void a_write_with_another_fence_changes_nothing() {
        NewComparison comparison = admitted(Draft.of(Samples.account(10)));
        Fence own = comparison.fence();
        AnswerEnding ending = Samples.completed("a/one", "text", "0.01");
        List<Fence> others =
                List.of(
                        new Fence(own.comparison(), own.instance(), 2),
                        new Fence(own.comparison(), new InstanceId(UUID.randomUUID()), 1),
                        new Fence(new ComparisonId(UUID.randomUUID()), own.instance(), 1));

        for (Fence other : others) {
            assertThat(comparisons().record(other, ending)).isEqualTo(WriteOutcome.FENCED);
            assertThat(
                            comparisons()
                                    .finish(
                                            other,
                                            Samples.settlement(Credits.of(3), ending),
                                            0,
                                            END))
                    .isEqualTo(new FinishOutcome.Fenced());
        }

        assertThat(comparisons().find(comparison.id())).contains(comparison.asComparison());
        assertThat(ledger().funds(comparison.caller().pools(), NOW).own().held())
                .isEqualTo(Credits.of(3));
    }

    @Test
    void the_end_takes_the_charge_and_returns_the_rest() {
        Caller caller = Samples.account(10);
        NewComparison comparison = admitted(Draft.of(caller).holding(4));
        AnswerEnding one = Samples.completed("a/one", "text", "0.012");
        AnswerEnding two = Samples.failed("b/two", "te", "0.5");
        comparisons().record(comparison.fence(), one);
        comparisons().record(comparison.fence(), two);

        Comparison.Closing closing =
                finish(comparison.fence(), Samples.settlement(Credits.of(4), one, two), END);

        assertThat(closing)
                .isEqualTo(
                        new Comparison.Closing(
                                END,
                                Credits.of(2),
                                Usd.of("0.512"),
                                Credits.of(8),
                                Credits.NONE,
                                MIDNIGHT,
                                12));
        Comparison found = comparisons().find(caller.owner(), comparison.id()).orElseThrow();
        assertThat(found.status()).isEqualTo(ComparisonStatus.PARTIAL);
        assertThat(found.closing()).contains(closing);
        assertThat(ledger().entries(caller.payer().key(), 10))
                .extracting(
                        entry -> entry.posting().kind(), entry -> entry.posting().balanceAfter())
                .containsExactly(
                        tuple(EntryKind.CHARGE, 8_000L),
                        tuple(EntryKind.RELEASE, 10_000L),
                        tuple(EntryKind.HOLD, 6_000L),
                        tuple(EntryKind.GRANT, 10_000L));
    }

    @Test
    void a_comparison_without_charge_gives_everything_back() {
        Caller caller = Samples.account(10);
        NewComparison comparison = admitted(Draft.of(caller).of("a/one"));
        AnswerEnding failed = Samples.failed("a/one", "", "0");
        comparisons().record(comparison.fence(), failed);

        Comparison.Closing closing =
                finish(comparison.fence(), Samples.settlement(Credits.of(3), failed), END);

        assertThat(closing.charged()).isEqualTo(Credits.NONE);
        assertThat(closing.remaining()).isEqualTo(Credits.of(10));
        Balance after = ledger().funds(caller.pools(), NOW).own();
        assertThat(after.used()).isEqualTo(Credits.NONE);
        assertThat(after.held()).isEqualTo(Credits.NONE);
    }

    @Test
    void finishing_again_answers_the_same_and_books_nothing() {
        Caller caller = Samples.account(10);
        NewComparison comparison = admitted(Draft.of(caller).of("a/one"));
        AnswerEnding ending = Samples.completed("a/one", "text", "0.012");
        Comparison.Closing first =
                finish(comparison.fence(), Samples.settlement(Credits.of(3), ending), END);

        Comparison.Closing again =
                finish(comparison.fence(), Samples.settlement(Credits.of(3)), END.plusSeconds(1));

        assertThat(again).isEqualTo(first);
        assertThat(ledger().entries(caller.payer().key(), 10)).hasSize(4);
    }

    @Test
    void every_pool_is_charged_and_the_closing_tells_of_the_payers_own() {
        Payer.Network network = new Payer.Network(UUID.randomUUID().toString(), Optional.empty());
        Pool own = new Pool(network.key(), Samples.daily(50));
        Pool shared = new Pool("aaa:" + UUID.randomUUID(), Samples.daily(500));
        Caller caller = Samples.visitor(network, own, shared);
        NewComparison comparison = admitted(Draft.of(caller).holding(5));
        admitted(Draft.of(caller).holding(7));
        AnswerEnding ending = Samples.completed("a/one", "text", "0.02");

        Comparison.Closing closing =
                finish(comparison.fence(), Samples.settlement(Credits.of(5), ending), END);

        assertThat(closing.remaining()).isEqualTo(Credits.of(41));
        assertThat(closing.stillHeld()).isEqualTo(Credits.of(7));
        assertThat(ledger().funds(caller.pools(), NOW).balances())
                .extracting(Balance::used)
                .containsExactly(Credits.of(2), Credits.of(2));
    }

    @Test
    void what_comes_back_to_a_closed_period_expires_with_it() {
        Caller caller = Samples.account(10);
        NewComparison yesterday = admitted(Draft.of(caller).holding(4).of("a/one"));
        NewComparison today = admitted(Draft.of(caller).holding(5).at(MIDNIGHT));
        AnswerEnding ending = Samples.completed("a/one", "text", "0.01");

        Comparison.Closing closing =
                finish(
                        yesterday.fence(),
                        Samples.settlement(Credits.of(4), ending),
                        MIDNIGHT.plusSeconds(1));

        assertThat(closing.charged()).isEqualTo(Credits.of(1));
        assertThat(closing.remaining()).isEqualTo(Credits.of(5));
        assertThat(closing.stillHeld()).isEqualTo(today.plan().hold());
        assertThat(closing.resetsAt()).isEqualTo(MIDNIGHT.plusSeconds(86_400));
        Balance now = ledger().funds(caller.pools(), MIDNIGHT).own();
        assertThat(now.available()).isEqualTo(Credits.of(5));
        assertThat(now.used()).isEqualTo(Credits.NONE);
        assertThat(ledger().entries(caller.payer().key(), 3))
                .extracting(entry -> entry.posting().kind(), entry -> entry.posting().milli())
                .containsExactly(
                        tuple(EntryKind.EXPIRE, -3_000L),
                        tuple(EntryKind.CHARGE, -1_000L),
                        tuple(EntryKind.RELEASE, 4_000L));
    }

    @Test
    void a_comparison_that_ends_in_the_next_period_is_told_of_that_one() {
        Caller caller = Samples.account(10);
        NewComparison comparison = admitted(Draft.of(caller).holding(4).of("a/one"));
        AnswerEnding ending = Samples.completed("a/one", "text", "0.01");

        Comparison.Closing closing =
                finish(
                        comparison.fence(),
                        Samples.settlement(Credits.of(4), ending),
                        MIDNIGHT.plusSeconds(1));

        assertThat(closing.remaining()).isEqualTo(Credits.of(10));
        assertThat(closing.stillHeld()).isEqualTo(Credits.NONE);
        assertThat(closing.resetsAt()).isEqualTo(MIDNIGHT.plusSeconds(86_400));
    }

    @Test
    void a_comparison_that_ended_is_open_no_longer() {
        NewComparison comparison =
                admitted(Draft.of(Samples.account(10)).of("a/one").openAtOnce(1));
        finish(
                comparison.fence(),
                Samples.settlement(Credits.of(3), Samples.failed("a/one", "", "0")),
                END);

        assertThat(
                        comparisons()
                                .circumstances(comparison.caller(), Optional.empty(), NOW)
                                .standing())
                .isEqualTo(new Standing(0, 0, new Standing.Continuation.Fresh()));
        admitted(Draft.of(comparison.caller()).openAtOnce(1));
    }
}
