package com.compareintel.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Orphan;
import com.compareintel.core.comparison.ProviderCall;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.comparison.WriteOutcome;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.CostLookups.DueCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What [CostLookups] promises, together with [Comparisons#record]. A lease of no length has run
/// out at once, so that no test waits. Every test gets books without a single comparison.
public abstract class CostLookupsContract {
    private static final String A = "a/one";
    private static final int ROUNDS = 20;

    protected abstract Comparisons comparisons();

    protected abstract CostLookups lookups();

    /// The sum of the platform's entries of what was looked up.
    protected abstract BigDecimal platform();

    private Fence running() {
        return admitted(Draft.LONG);
    }

    private Fence admitted(Duration lease) {
        NewComparison comparison = Draft.of(Samples.account(10)).of(A).leasedFor(lease).build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison.fence();
    }

    private static AcceptedCall call(Fence fence, int number) {
        return new AcceptedCall(
                new AcceptedCall.Key(fence.comparison(), new ModelId(A), fence.epoch(), number),
                "gen-" + number);
    }

    private static ProviderCall unknown(int number, String booked) {
        return new ProviderCall(number, Optional.of("gen-" + number), Usd.of(booked), false);
    }

    private static ProviderCall told(int number) {
        return new ProviderCall(number, Optional.of("gen-" + number), Usd.of("0.01"), true);
    }

    private static ProviderCall nameless(int number, String booked) {
        return new ProviderCall(number, Optional.empty(), Usd.of(booked), false);
    }

    private static AnswerEnding ending(ProviderCall... calls) {
        AnswerEnding bare = Samples.completed(A, "text", "0.01");
        List<ProviderCall> all = Arrays.asList(calls);
        return new AnswerEnding(
                bare.answer(),
                bare.bill(),
                all.stream()
                        .flatMap(call -> call.generation().stream())
                        .reduce((one, next) -> next),
                all);
    }

    private void record(Fence fence, ProviderCall... calls) {
        assertThat(comparisons().record(fence, ending(calls))).isEqualTo(WriteOutcome.WRITTEN);
    }

    private Fence takeOver() {
        List<Orphan> claimed =
                comparisons().claimExpired(new InstanceId(UUID.randomUUID()), Draft.LONG, 1);
        return claimed.getFirst().fence();
    }

    private List<DueCall> claim() {
        return lookups().claim(10, Duration.ZERO);
    }

    private DueCall claimOne() {
        List<DueCall> claimed = claim();
        assertThat(claimed).hasSize(1);
        return claimed.getFirst();
    }

    @Test
    void a_call_under_way_is_not_due() {
        lookups().note(List.of(call(running(), 1)));

        assertThat(claim()).isEmpty();
        assertThat(lookups().waiting()).isZero();
    }

    @Test
    void a_call_whose_cost_came_with_the_stream_is_done_with() {
        Fence fence = running();
        lookups().note(List.of(call(fence, 1)));

        record(fence, told(1));

        assertThat(claim()).isEmpty();
        comparisons().finish(fence, Samples.settlement(Credits.of(3), ending()), 0, Samples.NOW);
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_call_whose_cost_did_not_come_is_due_with_the_end_of_its_answer() {
        Fence fence = running();
        lookups().note(List.of(call(fence, 1), call(fence, 2)));

        record(fence, told(1), unknown(2, "0.02"));

        DueCall due = claimOne();
        assertThat(due.call()).isEqualTo(call(fence, 2));
        assertThat(due.tries()).isEqualTo(1);
        assertThat(due.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(lookups().waiting()).isEqualTo(1);
    }

    @Test
    void a_call_that_was_not_noted_in_time_is_due_all_the_same_and_not_noted_later() {
        Fence fence = running();

        record(fence, told(1), unknown(2, "0.02"));
        lookups().note(List.of(call(fence, 1), call(fence, 2)));

        assertThat(claimOne().call()).isEqualTo(call(fence, 2));
        takeOverAfter(fence);
        assertThat(claimOne().call()).isEqualTo(call(fence, 2));
    }

    private void takeOverAfter(Fence fence) {
        comparisons().renew(Set.of(fence), Duration.ZERO);
        takeOver();
    }

    @Test
    void the_difference_is_booked_once() {
        Fence fence = running();
        record(fence, unknown(1, "0.02"));
        DueCall due = claimOne();

        assertThat(lookups().book(due, Usd.of("0.0312")))
                .hasValueSatisfying(more -> assertThat(more).isEqualByComparingTo("0.0112"));
        assertThat(lookups().book(due, Usd.of("0.0312"))).isEmpty();

        assertThat(platform()).isEqualByComparingTo("0.0112");
        assertThat(claim()).isEmpty();
        assertThat(lookups().waiting()).isZero();
    }

    @Test
    void less_than_was_booked_comes_back_and_the_same_is_no_entry() {
        Fence fence = running();
        record(fence, unknown(1, "0.02"), unknown(2, "0.00000000000000000000003"));

        List<DueCall> due = claim();
        lookups().book(due.getFirst(), Usd.ZERO);
        lookups().book(due.getLast(), Usd.ZERO);

        assertThat(platform()).isEqualByComparingTo("-0.02000000000000000000003");
    }

    @Test
    void recording_an_ending_again_brings_nothing_back() {
        Fence fence = running();
        record(fence, unknown(1, "0.02"));
        lookups().book(claimOne(), Usd.of("0.05"));

        record(fence, unknown(1, "0.02"));
        lookups().note(List.of(call(fence, 1)));

        assertThat(claim()).isEmpty();
        assertThat(platform()).isEqualByComparingTo("0.03");
    }

    @Test
    void a_handle_that_comes_behind_the_ending_is_looked_up_with_what_was_booked() {
        Fence fence = running();
        record(fence, told(1), nameless(2, "0.02"));
        assertThat(claim()).isEmpty();
        assertThat(lookups().waiting()).isZero();

        lookups().note(List.of(call(fence, 2)));
        DueCall due = claimOne();
        lookups().book(due, Usd.of("0.0312"));
        lookups().note(List.of(call(fence, 1), call(fence, 2)));

        assertThat(due.call()).isEqualTo(call(fence, 2));
        assertThat(platform()).isEqualByComparingTo("0.0112");
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_handle_that_was_noted_before_an_ending_that_did_not_know_it_is_looked_up() {
        Fence fence = running();
        lookups().note(List.of(call(fence, 1)));

        record(fence, nameless(1, "0.02"));

        DueCall due = claimOne();
        assertThat(due.call()).isEqualTo(call(fence, 1));
        lookups().book(due, Usd.of("0.03"));
        assertThat(platform()).isEqualByComparingTo("0.01");
    }

    @Test
    void a_call_that_an_ending_dealt_with_is_not_noted_after_a_take_over_either() {
        Fence fence = running();
        record(fence, told(1), told(2));
        takeOverAfter(fence);

        lookups().note(List.of(call(fence, 1), call(fence, 2)));

        assertThat(claim()).isEmpty();
        assertThat(platform()).isEqualByComparingTo("0");
    }

    @Test
    void an_owner_that_was_replaced_ends_no_call() {
        Fence dead = admitted(Duration.ZERO);
        lookups().note(List.of(call(dead, 1)));
        takeOver();

        assertThat(comparisons().record(dead, ending(told(1)))).isEqualTo(WriteOutcome.FENCED);

        DueCall due = claimOne();
        assertThat(due.call()).isEqualTo(call(dead, 1));
        assertThat(lookups().book(due, Usd.of("0.03"))).isPresent();
        assertThat(platform()).isEqualByComparingTo("0.03");
    }

    @Test
    void what_the_next_owner_calls_is_under_way_while_what_the_dead_one_called_is_due() {
        Fence dead = admitted(Duration.ZERO);
        lookups().note(List.of(call(dead, 1)));
        Fence next = takeOver();
        lookups().note(List.of(call(next, 1)));

        DueCall due = claimOne();
        lookups().book(due, Usd.of("0.03"));
        record(next, unknown(1, "0.01"));

        assertThat(due.call()).isEqualTo(call(dead, 1));
        assertThat(claimOne().call()).isEqualTo(call(next, 1));
    }

    @Test
    void a_handle_of_a_replaced_owner_is_noted_late_but_not_twice() {
        Fence dead = admitted(Duration.ZERO);
        Fence next = takeOver();
        record(next, told(7));

        lookups().note(List.of(call(dead, 1)));
        lookups().book(claimOne(), Usd.of("0.03"));
        lookups().note(List.of(call(dead, 1)));

        assertThat(claim()).isEmpty();
        assertThat(platform()).isEqualByComparingTo("0.03");
    }

    @Test
    void a_claim_is_left_alone_for_its_lease_and_a_later_one_replaces_it() {
        Fence fence = running();
        record(fence, unknown(1, "0.02"));
        DueCall first = claimOne();
        DueCall second = lookups().claim(10, Draft.LONG).getFirst();
        assertThat(claim()).isEmpty();

        assertThat(second.tries()).isEqualTo(2);
        assertThat(lookups().book(first, Usd.of("0.03"))).isEmpty();
        assertThat(lookups().giveUp(first)).isFalse();
        assertThat(lookups().book(second, Usd.of("0.03"))).isPresent();
        assertThat(platform()).isEqualByComparingTo("0.01");
    }

    @Test
    void a_call_that_is_put_off_waits() {
        Fence fence = running();
        record(fence, unknown(1, "0.02"));

        lookups().postpone(claimOne(), Duration.ofHours(1));

        assertThat(claim()).isEmpty();
        assertThat(lookups().waiting()).isEqualTo(1);
    }

    @Test
    void a_call_that_is_given_up_is_neither_due_nor_booked() {
        Fence fence = running();
        record(fence, unknown(1, "0.02"));

        assertThat(lookups().giveUp(claimOne())).isTrue();

        assertThat(claim()).isEmpty();
        assertThat(lookups().waiting()).isZero();
        assertThat(platform()).isEqualByComparingTo("0");
        assertThat(lookups().drop(Duration.ZERO, 10)).isZero();
    }

    @Test
    void what_was_booked_is_dropped_in_time() {
        Fence fence = running();
        record(fence, unknown(1, "0.02"), unknown(2, "0.02"), unknown(3, "0.02"));
        claim().forEach(due -> lookups().book(due, Usd.of("0.02")));

        assertThat(lookups().drop(Duration.ofHours(1), 10)).isZero();
        assertThat(lookups().drop(Duration.ZERO, 2)).isEqualTo(2);
        assertThat(lookups().drop(Duration.ZERO, 2)).isEqualTo(1);
    }

    @Test
    void no_call_is_claimed_by_two() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            record(running(), unknown(1, "0.01"), unknown(2, "0.01"));
        }

        List<AcceptedCall.Key> claimed =
                AtOnce.run(20, i -> lookups().claim(3, Draft.LONG)).stream()
                        .flatMap(List::stream)
                        .map(due -> due.call().key())
                        .toList();

        assertThat(claimed).hasSizeLessThanOrEqualTo(40).doesNotHaveDuplicates();
        assertThat(claimed.size() + lookups().claim(100, Draft.LONG).size()).isEqualTo(40);
    }

    @Test
    void booked_by_many_at_once_it_is_booked_once() throws InterruptedException {
        record(running(), unknown(1, "0.01"));
        DueCall due = claimOne();

        List<Optional<BigDecimal>> booked =
                AtOnce.run(10, i -> lookups().book(due, Usd.of("0.04")));

        assertThat(booked.stream().filter(Optional::isPresent)).hasSize(1);
        assertThat(platform()).isEqualByComparingTo("0.03");
    }

    @Test
    void whichever_comes_first_note_or_end_a_call_is_dealt_with() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Fence fence = running();
            List<Callable<Object>> rivals = new ArrayList<>();
            boolean knowsHandle = round % 2 == 0;
            rivals.add(() -> {
                lookups().note(List.of(call(fence, 1), call(fence, 2)));
                return "noted";
            });
            rivals.add(() ->
                    comparisons()
                            .record(
                                    fence,
                                    ending(
                                            told(1),
                                            knowsHandle
                                                    ? unknown(2, "0.01")
                                                    : nameless(2, "0.01"))));

            AtOnce.run(rivals);

            DueCall due = claimOne();
            assertThat(due.call()).isEqualTo(call(fence, 2));
            lookups().book(due, Usd.of("0.01"));
            takeOverAfter(fence);
            assertThat(claim()).isEmpty();
        }
    }
}
