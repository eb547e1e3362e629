package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.EntryKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

        assertThat(claimed)
                .containsExactly(
                        new Orphan(
                                new Fence(orphan.id(), here, 2),
                                comparisons().find(orphan.id()).orElseThrow(),
                                List.of(ended)));
        assertThat(claim(10)).isEmpty();
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

        assertThat(ours).containsExactly(first.fence());
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
