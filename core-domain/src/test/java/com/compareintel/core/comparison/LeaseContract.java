package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.EntryKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What [Comparisons] promises of leases. A lease of no length has run out at once, so that no test
/// waits. Every test gets books without a single comparison.
public abstract class LeaseContract {
    private final InstanceId here = new InstanceId(UUID.randomUUID());
    private final InstanceId there = new InstanceId(UUID.randomUUID());

    protected abstract Comparisons comparisons();

    /// The ledger that these comparisons hold their credit in.
    protected abstract CreditLedger ledger();

    private NewComparison admitted(Draft draft) {
        NewComparison comparison = draft.build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison;
    }

    private NewComparison expired() {
        return admitted(Draft.of(Samples.account(10)).by(there).leasedFor(Duration.ZERO));
    }

    private List<Orphan> claim(int limit) {
        return comparisons().claimExpired(here, Draft.LONG, limit);
    }

    @Test
    void a_lease_that_lasts_is_not_claimed() {
        admitted(Draft.of(Samples.account(10)).by(there));

        assertThat(claim(10)).isEmpty();
    }

    @Test
    void an_expired_comparison_is_claimed_in_a_new_epoch_as_it_is_stored() {
        NewComparison orphan = expired();
        AnswerEnding ended = Samples.completed("b/two", "text", "0.01");
        comparisons().record(orphan.fence(), ended);

        List<Orphan> claimed = claim(10);

        assertThat(claimed).hasSize(1);
        Orphan taken = claimed.getFirst();
        assertThat(taken.fence()).isEqualTo(new Fence(orphan.id(), here, 2));
        assertThat(taken.comparison()).isEqualTo(comparisons().find(orphan.id()).orElseThrow());
        assertThat(taken.endings()).containsExactly(ended);
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void what_was_asked_for_comes_with_the_claim() {
        NewComparison orphan = expired();
        ComparisonRequest asked = orphan.request();

        ComparisonRequest known = claim(1).getFirst().request();

        assertThat(known.prompt()).isEqualTo(asked.prompt());
        assertThat(known.models()).isEqualTo(asked.models());
        assertThat(known.parameters()).isEqualTo(asked.parameters());
        assertThat(known.cancelOnDisconnect()).isEqualTo(asked.cancelOnDisconnect());
    }

    @Test
    void the_turns_before_come_with_the_claim() {
        Caller caller = Samples.account(100);
        ConversationId conversation = new ConversationId(UUID.randomUUID());
        NewComparison first =
                admitted(
                        Draft.of(caller)
                                .by(there)
                                .asking("First?")
                                .in(new Place.NewConversation(conversation, "Title")));
        AnswerEnding said = Samples.completed("a/one", "one said", "0.01");
        AnswerEnding failed = Samples.failed("b/two", "half", "0.01");
        comparisons().record(first.fence(), said);
        comparisons().record(first.fence(), failed);
        comparisons().finish(first.fence(), Samples.settlement(Credits.of(3), said), 0, NOW);
        admitted(
                Draft.of(caller)
                        .by(there)
                        .leasedFor(Duration.ZERO)
                        .asking("Second?")
                        .in(new Place.SameConversation(conversation, new ConversationCap(10))));

        Orphan orphan = claim(1).getFirst();

        assertThat(orphan.history())
                .containsExactly(new PastTurn("First?", Map.of(new ModelId("a/one"), "one said")));
        assertThat(orphan.request().prompt().text()).isEqualTo("Second?");
    }

    @Test
    void a_hold_that_nobody_looks_after_is_noticed() {
        NewComparison kept = admitted(Draft.of(Samples.account(10)).by(there));
        assertThat(comparisons().forsakenHolds(Duration.ZERO)).isZero();

        NewComparison forsaken = expired();

        assertThat(comparisons().forsakenHolds(Draft.LONG)).isZero();
        assertThat(comparisons().forsakenHolds(Duration.ZERO)).isEqualTo(1);
        comparisons().finish(forsaken.fence(), Samples.settlement(Credits.of(3)), 0, NOW);
        comparisons().finish(kept.fence(), Samples.settlement(Credits.of(3)), 0, NOW);
        assertThat(comparisons().forsakenHolds(Duration.ZERO)).isZero();
    }

    @Test
    void every_owner_that_let_its_lease_run_out_is_a_death() {
        expired();
        Orphan first = comparisons().claimExpired(there, Duration.ZERO, 1).getFirst();
        assertThat(first.deaths()).isEqualTo(1);

        assertThat(comparisons().begin(first.fence())).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(claim(1).getFirst().deaths()).isEqualTo(2);
        assertThat(comparisons().begin(first.fence())).isEqualTo(WriteOutcome.FENCED);
    }

    @Test
    void a_claim_that_came_to_nothing_is_no_death() {
        expired();
        comparisons().claimExpired(there, Duration.ZERO, 1);

        assertThat(claim(1).getFirst().deaths()).isEqualTo(1);
    }

    @Test
    void a_renewal_on_its_way_does_not_undo_a_hand_over() {
        NewComparison handed = admitted(Draft.of(Samples.account(10)).by(there));
        comparisons().handOver(Set.of(handed.fence()));

        assertThat(comparisons().renew(Set.of(handed.fence()), Draft.LONG)).isEmpty();

        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void what_was_handed_over_is_claimed_at_once_and_without_a_death() {
        NewComparison handed = admitted(Draft.of(Samples.account(10)).by(there));
        NewComparison kept = admitted(Draft.of(Samples.account(10)).by(there));
        Fence pretended = new Fence(kept.id(), here, 1);

        comparisons().handOver(Set.of(handed.fence(), pretended));

        List<Orphan> claimed = claim(10);
        assertThat(claimed)
                .extracting(orphan -> orphan.comparison().id())
                .containsExactly(handed.id());
        assertThat(claimed.getFirst().deaths()).isZero();
    }

    @Test
    void what_a_user_wants_cancelled_is_told_to_the_owner_and_to_whoever_comes_after() {
        NewComparison running =
                admitted(Draft.of(Samples.account(10)).by(there).leasedFor(Duration.ZERO));
        NewComparison other = admitted(Draft.of(Samples.account(10)).by(there));
        ModelId one = new ModelId("a/one");
        ModelId two = new ModelId("b/two");

        assertThat(comparisons().askToCancel(running.id(), Set.of(one))).isTrue();
        assertThat(comparisons().cancelsAsked(there)).isEqualTo(Map.of(running.id(), Set.of(one)));
        assertThat(comparisons().cancelsAsked(here)).isEmpty();
        assertThat(comparisons().askToCancel(running.id(), Set.of(one, two))).isTrue();

        assertThat(claim(1).getFirst().cancelAsked()).containsExactlyInAnyOrder(one, two);
        assertThat(comparisons().cancelsAsked(here)).containsOnlyKeys(running.id());
        assertThat(comparisons().cancelsAsked(there)).isEmpty();
        comparisons().finish(other.fence(), Samples.settlement(Credits.of(3)), 0, NOW);
        assertThat(comparisons().askToCancel(other.id(), Set.of(one))).isFalse();
        assertThat(comparisons().askToCancel(new ComparisonId(UUID.randomUUID()), Set.of(one)))
                .isFalse();
    }

    @Test
    void the_owner_that_lost_its_lease_changes_nothing_any_more() {
        NewComparison orphan = expired();
        Fence old = orphan.fence();
        AnswerEnding late = Samples.completed("a/one", "too late", "0.02");
        Fence claimed = claim(1).getFirst().fence();

        assertThat(comparisons().record(old, late)).isEqualTo(WriteOutcome.FENCED);
        assertThat(comparisons().finish(old, Samples.settlement(Credits.of(3), late), 0, NOW))
                .isEqualTo(new FinishOutcome.Fenced());
        assertThat(comparisons().renew(Set.of(old), Draft.LONG)).isEmpty();
        assertThat(comparisons().find(orphan.id())).contains(orphan.asComparison());
        assertThat(comparisons().finish(claimed, Samples.settlement(Credits.of(3), late), 0, NOW))
                .isInstanceOf(FinishOutcome.Finished.class);
    }

    @Test
    void an_owner_whose_lease_ran_out_unclaimed_may_still_write() {
        NewComparison late = expired();

        assertThat(comparisons().record(late.fence(), Samples.completed("a/one", "t", "0.01")))
                .isEqualTo(WriteOutcome.WRITTEN);
        assertThat(comparisons().renew(Set.of(late.fence()), Draft.LONG))
                .containsExactly(late.fence());
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void renewing_answers_the_fences_that_still_hold() {
        NewComparison first = admitted(Draft.of(Samples.account(10)).by(here));
        NewComparison second = admitted(Draft.of(Samples.account(10)).by(here));
        NewComparison ended = admitted(Draft.of(Samples.account(10)).by(here));
        NewComparison others = admitted(Draft.of(Samples.account(10)).by(there));
        Fence pretended = new Fence(others.id(), here, 1);
        Fence tooNew = new Fence(second.id(), here, 2);
        comparisons().finish(ended.fence(), Samples.settlement(Credits.of(3)), 0, NOW);

        Set<Fence> ours =
                comparisons()
                        .renew(Set.of(first.fence(), ended.fence(), pretended, tooNew), Draft.LONG);

        assertThat(ours).containsExactlyInAnyOrder(first.fence(), ended.fence());
    }

    @Test
    void a_lease_that_is_not_renewed_runs_out_whoever_else_renews() {
        NewComparison forgotten = expired();
        NewComparison kept = expired();

        assertThat(comparisons().renew(Set.of(kept.fence()), Draft.LONG)).hasSize(1);

        assertThat(claim(10))
                .extracting(orphan -> orphan.fence().comparison())
                .containsExactly(forgotten.id());
    }

    @Test
    void a_comparison_that_ended_is_never_claimed() {
        NewComparison ended = expired();
        comparisons().finish(ended.fence(), Samples.settlement(Credits.of(3)), 0, NOW);

        assertThat(claim(10)).isEmpty();
    }

    @Test
    void no_more_are_claimed_than_asked_for() {
        for (int i = 0; i < 5; i++) {
            expired();
        }

        assertThat(claim(3)).hasSize(3);
        assertThat(claim(3)).hasSize(2);
    }

    @Test
    void no_comparison_is_claimed_by_two() throws InterruptedException {
        Set<ComparisonId> orphans = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            orphans.add(expired().id());
        }

        List<ComparisonId> claimed =
                AtOnce.run(
                                20,
                                i ->
                                        comparisons()
                                                .claimExpired(
                                                        new InstanceId(UUID.randomUUID()),
                                                        Draft.LONG,
                                                        3))
                        .stream()
                        .flatMap(List::stream)
                        .map(orphan -> orphan.fence().comparison())
                        .toList();

        assertThat(claimed).doesNotHaveDuplicates().isSubsetOf(orphans);
    }

    @Test
    void of_an_owner_that_finishes_and_another_that_claims_one_wins() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            NewComparison contested = expired();
            Caller caller = contested.caller();
            Settlement settlement =
                    Samples.settlement(Credits.of(3), Samples.completed("a/one", "text", "0.01"));
            List<Callable<Boolean>> rivals = new ArrayList<>();
            rivals.add(() ->
                    comparisons().finish(contested.fence(), settlement, 0, NOW)
                            instanceof FinishOutcome.Finished);
            rivals.add(() -> !claim(10).isEmpty());

            List<Boolean> won = AtOnce.run(rivals);

            assertThat(won).containsExactlyInAnyOrder(true, false);
            if (won.getLast()) {
                Fence claimed = new Fence(contested.id(), here, 2);
                assertThat(comparisons().finish(claimed, settlement, 0, NOW))
                        .isInstanceOf(FinishOutcome.Finished.class);
            }
            Balance after = ledger().funds(caller.pools(), NOW).own();
            assertThat(after.held()).isEqualTo(Credits.NONE);
            assertThat(after.used()).isEqualTo(Credits.of(1));
            assertThat(ledger().entries(caller.payer().key(), 10))
                    .filteredOn(entry -> entry.posting().kind() == EntryKind.CHARGE)
                    .hasSize(1);
        }
    }

    @Test
    void a_finish_tried_many_times_at_once_settles_once() throws InterruptedException {
        NewComparison comparison = admitted(Draft.of(Samples.account(10)).by(here));
        Settlement settlement =
                Samples.settlement(Credits.of(3), Samples.completed("a/one", "text", "0.02"));

        List<FinishOutcome> outcomes =
                AtOnce.run(10, i -> comparisons().finish(comparison.fence(), settlement, 0, NOW));

        assertThat(Set.copyOf(outcomes)).hasSize(1);
        assertThat(ledger().entries(comparison.caller().payer().key(), 10)).hasSize(4);
    }
}
