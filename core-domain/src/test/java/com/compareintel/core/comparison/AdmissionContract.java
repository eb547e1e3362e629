package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.Payer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What [Comparisons] promises of admissions. Every test gets books without a single comparison.
public abstract class AdmissionContract {
    private static final AdmitOutcome ADMITTED = new AdmitOutcome.Admitted();

    protected abstract Comparisons comparisons();

    /// The ledger that these comparisons hold their credit in.
    protected abstract CreditLedger ledger();

    private Balance own(Caller caller) {
        return ledger().funds(caller.pools(), NOW).own();
    }

    private static Pool pool(long credits) {
        return new Pool("pool:" + UUID.randomUUID(), Samples.daily(credits));
    }

    private static Payer.Network network() {
        return new Payer.Network(UUID.randomUUID().toString(), Optional.empty());
    }

    @Test
    void an_admitted_comparison_is_found_as_it_was_admitted() {
        NewComparison admitted =
                Draft.of(Samples.account(10))
                        .of("z/last", "a/first")
                        .inNewConversation("Tides")
                        .build();

        AdmitOutcome outcome = comparisons().admit(admitted);

        assertThat(outcome).isEqualTo(ADMITTED);
        assertThat(comparisons().find(admitted.caller().owner(), admitted.id()))
                .contains(admitted.asComparison());
        assertThat(comparisons().find(admitted.id())).contains(admitted.asComparison());
    }

    @Test
    void somebody_elses_comparison_is_not_found() {
        NewComparison admitted = Draft.of(Samples.account(10)).build();
        comparisons().admit(admitted);

        assertThat(comparisons().find(Samples.account(10).owner(), admitted.id())).isEmpty();
    }

    @Test
    void admission_opens_the_period_and_holds_in_it() {
        Caller caller = Samples.account(10);
        NewComparison admitted = Draft.of(caller).holding(3).build();

        comparisons().admit(admitted);

        assertThat(own(caller).available()).isEqualTo(Credits.of(7));
        assertThat(own(caller).held()).isEqualTo(Credits.of(3));
        assertThat(ledger().entries(caller.payer().key(), 10))
                .extracting(
                        entry -> entry.posting().kind(),
                        entry -> entry.posting().milli(),
                        entry -> entry.posting().balanceAfter(),
                        entry -> entry.comparison())
                .containsExactly(
                        tuple(EntryKind.HOLD, -3_000L, 7_000L, Optional.of(admitted.id().value())),
                        tuple(EntryKind.GRANT, 10_000L, 10_000L, Optional.empty()));
    }

    @Test
    void a_hold_is_taken_from_every_pool_of_the_caller() {
        Payer.Network network = network();
        Pool own = new Pool(network.key(), Samples.daily(50));
        Pool site = pool(200);
        Pool all = pool(5_000);

        comparisons().admit(Draft.of(Samples.visitor(network, own, site, all)).holding(5).build());

        assertThat(ledger().funds(List.of(own, site, all), NOW).balances())
                .extracting(Balance::available)
                .containsExactly(Credits.of(45), Credits.of(195), Credits.of(4_995));
    }

    @Test
    void one_pool_without_credit_refuses_and_nothing_is_written() {
        Payer.Network network = network();
        Pool own = new Pool(network.key(), Samples.daily(50));
        Pool all = pool(4);
        NewComparison comparison =
                Draft.of(Samples.visitor(network, own, all))
                        .holding(5)
                        .keyed("key", "print")
                        .build();

        AdmitOutcome outcome = comparisons().admit(comparison);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        AdmitOutcome.OutOfCredit.class,
                        refused ->
                                assertThat(refused.funds().balances())
                                        .extracting(Balance::available)
                                        .containsExactly(Credits.of(50), Credits.of(4)));
        assertThat(ledger().entries(own.key(), 10)).isEmpty();
        assertThat(ledger().entries(all.key(), 10)).isEmpty();
        assertThat(comparisons().find(comparison.id())).isEmpty();
        assertThat(comparisons().repeatOf(comparison.idempotency().orElseThrow(), NOW)).isEmpty();
        assertThat(
                        comparisons()
                                .circumstances(comparison.caller(), Optional.empty(), NOW)
                                .standing()
                                .openOfOwner())
                .isZero();
    }

    @Test
    void the_very_last_credit_can_be_held() {
        Caller caller = Samples.account(3);

        assertThat(comparisons().admit(Draft.of(caller).holding(3).build())).isEqualTo(ADMITTED);
        assertThat(own(caller).available()).isEqualTo(Credits.NONE);
        assertThat(comparisons().admit(Draft.of(caller).holding(new Credits(1)).build()))
                .isInstanceOf(AdmitOutcome.OutOfCredit.class);
    }

    @Test
    void a_new_day_grants_anew_and_what_was_left_expires() {
        Caller caller = Samples.account(10);
        comparisons().admit(Draft.of(caller).holding(4).build());

        comparisons().admit(Draft.of(caller).holding(9).at(Samples.MIDNIGHT).build());

        assertThat(ledger().funds(caller.pools(), Samples.MIDNIGHT).own().available())
                .isEqualTo(Credits.of(1));
        assertThat(ledger().entries(caller.payer().key(), 10))
                .extracting(entry -> entry.posting().kind())
                .containsExactly(
                        EntryKind.HOLD,
                        EntryKind.GRANT,
                        EntryKind.EXPIRE,
                        EntryKind.HOLD,
                        EntryKind.GRANT);
    }

    @Test
    void a_hundred_at_once_on_credit_for_seven_admit_exactly_seven() throws InterruptedException {
        Caller caller = Samples.account(7);

        List<AdmitOutcome> outcomes =
                AtOnce.run(100, i -> comparisons().admit(Draft.of(caller).holding(1).build()));

        assertThat(outcomes).filteredOn(ADMITTED::equals).hasSize(7);
        assertThat(outcomes).filteredOn(AdmitOutcome.OutOfCredit.class::isInstance).hasSize(93);
        assertThat(own(caller).held()).isEqualTo(Credits.of(7));
        assertThat(ledger().entries(caller.payer().key(), 100)).hasSize(8);
    }

    @Test
    void a_cap_of_a_key_holds_however_many_come_at_once_and_other_keys_go_on()
            throws InterruptedException {
        Caller free = Samples.account(50);
        Pool cap = new Pool("key:k:daily", Samples.daily(7), Pool.Limit.KEY_DAILY);
        Caller capped =
                new Caller(
                        free.owner(),
                        free.payer(),
                        free.tier(),
                        free.staff(),
                        List.of(free.pools().getFirst(), cap),
                        free.idempotencyScope());

        List<AdmitOutcome> outcomes =
                AtOnce.run(30, i -> comparisons().admit(Draft.of(capped).holding(2).build()));

        assertThat(outcomes).filteredOn(ADMITTED::equals).hasSize(3);
        assertThat(ledger().funds(List.of(cap), NOW).available()).isEqualTo(Credits.of(1));
        assertThat(own(free).held()).isEqualTo(Credits.of(6));
        assertThat(comparisons().admit(Draft.of(free).holding(44).build())).isEqualTo(ADMITTED);
    }

    @Test
    void visitors_at_once_never_overdraw_the_pool_they_share() throws InterruptedException {
        Pool shared = pool(11);
        List<Caller> callers =
                IntStream.range(0, 30)
                        .mapToObj(i -> network())
                        .map(network ->
                                Samples.visitor(
                                        network,
                                        new Pool(network.key(), Samples.daily(50)),
                                        shared))
                        .toList();

        List<AdmitOutcome> outcomes =
                AtOnce.run(
                        30, i -> comparisons().admit(Draft.of(callers.get(i)).holding(2).build()));

        assertThat(outcomes).filteredOn(ADMITTED::equals).hasSize(5);
        assertThat(ledger().funds(List.of(shared), NOW).available()).isEqualTo(Credits.of(1));
    }

    @Test
    void no_more_than_the_limit_are_open_at_once() throws InterruptedException {
        Caller caller = Samples.account(1_000);

        List<AdmitOutcome> outcomes =
                AtOnce.run(20, i -> comparisons().admit(Draft.of(caller).openAtOnce(4).build()));

        assertThat(outcomes).filteredOn(ADMITTED::equals).hasSize(4);
        assertThat(outcomes).filteredOn(new AdmitOutcome.TooManyOpen()::equals).hasSize(16);
        assertThat(comparisons().circumstances(caller, Optional.empty(), NOW).standing())
                .isEqualTo(new Standing(4, 4, new Standing.Continuation.Fresh()));
    }

    @Test
    void what_one_payer_has_open_counts_for_all_owners_it_pays_for() {
        Payer.Network network = network();
        Pool pool = new Pool(network.key(), Samples.daily(50));
        comparisons().admit(Draft.of(Samples.visitor(network, pool)).build());
        Caller other = Samples.visitor(network, pool);

        assertThat(comparisons().circumstances(other, Optional.empty(), NOW).standing())
                .isEqualTo(new Standing(0, 1, new Standing.Continuation.Fresh()));
        assertThat(comparisons().admit(Draft.of(other).openAtOnce(1).build()))
                .isEqualTo(new AdmitOutcome.TooManyOpen());
    }

    @Test
    void an_idempotency_key_admits_once() {
        Caller caller = Samples.account(10);
        NewComparison first = Draft.of(caller).keyed("key", "print").build();
        comparisons().admit(first);

        AdmitOutcome again = comparisons().admit(Draft.of(caller).keyed("key", "other").build());

        assertThat(again)
                .isEqualTo(new AdmitOutcome.Repeated(new Repeat(first.id().value(), "print")));
        assertThat(own(caller).held()).isEqualTo(Credits.of(3));
        assertThat(comparisons().repeatOf(first.idempotency().orElseThrow(), NOW))
                .contains(new Repeat(first.id().value(), "print"));
    }

    @Test
    void an_idempotency_key_used_fifty_times_at_once_admits_one() throws InterruptedException {
        Caller caller = Samples.account(1_000);
        List<NewComparison> same =
                IntStream.range(0, 50)
                        .mapToObj(i -> Draft.of(caller).keyed("key", "print").build())
                        .toList();

        List<AdmitOutcome> outcomes = AtOnce.run(50, i -> comparisons().admit(same.get(i)));

        NewComparison winner = same.get(outcomes.indexOf(ADMITTED));
        assertThat(outcomes).filteredOn(ADMITTED::equals).hasSize(1);
        assertThat(outcomes)
                .filteredOn(
                        new AdmitOutcome.Repeated(new Repeat(winner.id().value(), "print"))::equals)
                .hasSize(49);
        assertThat(own(caller).held()).isEqualTo(Credits.of(3));
    }

    @Test
    void an_idempotency_key_of_another_caller_is_another_key() {
        comparisons().admit(Draft.of(Samples.account(10)).keyed("key", "print").build());

        NewComparison other = Draft.of(Samples.account(10)).keyed("key", "print").build();

        assertThat(comparisons().repeatOf(other.idempotency().orElseThrow(), NOW)).isEmpty();
        assertThat(comparisons().admit(other)).isEqualTo(ADMITTED);
    }

    @Test
    void an_idempotency_key_is_forgotten_after_a_day() {
        Caller caller = Samples.account(10);
        NewComparison first = Draft.of(caller).keyed("key", "print").build();
        comparisons().admit(first);
        Idempotency key = first.idempotency().orElseThrow();
        NewComparison later =
                Draft.of(caller).keyed("key", "other").at(NOW.plus(Duration.ofHours(24))).build();

        assertThat(comparisons().repeatOf(key, later.createdAt().minusMillis(1))).isPresent();
        assertThat(comparisons().repeatOf(key, later.createdAt())).isEmpty();
        assertThat(comparisons().admit(later)).isEqualTo(ADMITTED);
        assertThat(comparisons().repeatOf(key, later.createdAt()))
                .contains(new Repeat(later.id().value(), "other"));
    }
}
