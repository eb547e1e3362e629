package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.MIDNIGHT;
import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Turnover;
import com.compareintel.core.credit.Usd;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What any [CreditLedger] and the [Comparisons] that hold credit in it promise of credit beyond
/// the allowance. Every test gets empty books.
public abstract class OverageContract {
    private static final Usd PRICE = Usd.of("0.013");

    /// A hundred credits beyond, and a bit.
    private static final Optional<Usd> LIMIT = Optional.of(Usd.of("1.305"));

    private final Caller caller = buying(Samples.account(10));
    private final Pool pool = caller.pools().getFirst();

    protected abstract CreditLedger ledger();

    protected abstract Comparisons comparisons();

    private static Caller buying(Caller caller) {
        Pool own = caller.pools().getFirst();
        return new Caller(
                caller.owner(),
                caller.payer(),
                caller.tier(),
                caller.staff(),
                List.of(new Pool(own.key(), own.allowance(), own.limit(), true)),
                caller.idempotencyScope());
    }

    private Balance now() {
        return ledger().funds(List.of(pool), NOW).own();
    }

    private NewComparison held(long credits) {
        NewComparison comparison = Draft.of(caller).holding(credits).build();
        assertThat(comparisons().admit(comparison)).isEqualTo(new AdmitOutcome.Admitted());
        return comparison;
    }

    private AdmitOutcome tried(long credits) {
        return comparisons().admit(Draft.of(caller).holding(credits).build());
    }

    /// Ends a comparison at a price.
    private void ended(NewComparison comparison, String usd) {
        AnswerEnding ending = Samples.completed("a/one", "text", usd);
        comparisons().record(comparison.fence(), ending);
        comparisons()
                .finish(
                        comparison.fence(),
                        Samples.settlement(comparison.plan().hold(), ending),
                        0,
                        NOW);
    }

    @Test
    void it_is_off_until_it_is_switched_on_and_then_holds_what_the_allowance_lacks() {
        assertThat(tried(11)).isInstanceOf(AdmitOutcome.OutOfCredit.class);

        ledger().enableOverage(pool, LIMIT, PRICE, NOW);
        held(11);

        assertThat(now().available()).isEqualTo(Credits.NONE);
        assertThat(now().held()).isEqualTo(Credits.of(11));
        assertThat(now().overage().drawn()).isEqualTo(Credits.of(1));
        assertThat(ledger().entries(pool.key(), 10))
                .extracting(entry -> entry.posting().kind())
                .containsExactly(EntryKind.HOLD, EntryKind.OVERAGE, EntryKind.GRANT);
    }

    @Test
    void the_allowance_is_used_first_and_what_comes_back_is_given_back_first() {
        ledger().enableOverage(pool, LIMIT, PRICE, NOW);
        NewComparison within = held(9);
        NewComparison beyond = held(6);
        assertThat(now().overage().drawn()).isEqualTo(Credits.of(5));

        ended(within, "0.04");
        assertThat(now().overage().drawn())
                .as("9 came back, 4 were charged")
                .isEqualTo(Credits.NONE);
        assertThat(now().available()).isEqualTo(Credits.NONE);
        ended(beyond, "0.06");

        assertThat(now().used()).isEqualTo(Credits.of(10));
        assertThat(now().usedBeyond()).isEqualTo(Credits.NONE);
        assertThat(now().overage().drawn()).isEqualTo(Credits.NONE);
    }

    @Test
    void what_was_charged_beyond_is_owed_and_stands_in_the_statement() {
        ledger().enableOverage(pool, LIMIT, PRICE, NOW);
        ended(held(13), "0.12");

        assertThat(now().usedBeyond()).isEqualTo(Credits.of(2));
        Turnover turnover = ledger().turnover(pool.key(), NOW, NOW.plusSeconds(1));
        assertThat(turnover.totals().get(EntryKind.OVERAGE))
                .isEqualTo(new Turnover.Total(2, 2_000));
        assertThat(turnover.overage().owed()).isEqualByComparingTo("0.026");
        assertThat(turnover.overage().limit()).isEqualTo(LIMIT);
        assertThat(turnover.closingMilli()).isZero();
    }

    @Test
    void the_limit_is_in_dollars_and_never_passed() {
        ledger().enableOverage(pool, LIMIT, PRICE, NOW);

        assertThat(tried(111)).isInstanceOf(AdmitOutcome.OutOfCredit.class);
        Funds funds = ledger().funds(List.of(pool), NOW);
        assertThat(funds.available())
                .as("110 and what 0.005 dollars buy")
                .isEqualTo(new Credits(110_384));
        assertThat(funds.left()).isEqualTo(Credits.of(10));
        held(110);
        assertThat(tried(1)).isInstanceOf(AdmitOutcome.OutOfCredit.class);
    }

    @Test
    void without_a_limit_there_is_none() {
        ledger().enableOverage(pool, Optional.empty(), PRICE, NOW);

        held(1_000_000);

        assertThat(now().overage().drawn()).isEqualTo(Credits.of(999_990));
    }

    @Test
    void once_switched_off_nothing_more_is_drawn_and_what_was_stays() {
        ledger().enableOverage(pool, LIMIT, PRICE, NOW);
        NewComparison beyond = held(12);

        Balance off = ledger().disableOverage(pool, NOW);

        assertThat(off.overage().enabled()).isFalse();
        assertThat(off.overage().drawn()).isEqualTo(Credits.of(2));
        assertThat(tried(1)).isInstanceOf(AdmitOutcome.OutOfCredit.class);
        ended(beyond, "0.12");
        assertThat(now().usedBeyond()).isEqualTo(Credits.of(2));
    }

    @Test
    void a_lower_limit_than_what_was_drawn_stops_it() {
        ledger().enableOverage(pool, LIMIT, PRICE, NOW);
        held(50);

        ledger().enableOverage(pool, Optional.of(Usd.of("0.1")), Usd.of("9"), NOW);

        assertThat(tried(1)).isInstanceOf(AdmitOutcome.OutOfCredit.class);
        assertThat(now().overage().price()).as("of what was drawn already").isEqualTo(PRICE);
    }

    @Test
    void it_is_off_again_after_the_renewal_and_a_hold_comes_back_to_its_own_period() {
        ledger().enableOverage(pool, LIMIT, PRICE, NOW);
        NewComparison beyond = held(15);

        NewComparison next = Draft.of(caller).holding(10).at(MIDNIGHT).build();
        assertThat(comparisons().admit(next)).isEqualTo(new AdmitOutcome.Admitted());
        assertThat(comparisons().admit(Draft.of(caller).holding(1).at(MIDNIGHT).build()))
                .isInstanceOf(AdmitOutcome.OutOfCredit.class);
        ended(beyond, "0.11");

        assertThat(now().overage().enabled()).isFalse();
        assertThat(now().overage().drawn()).isEqualTo(Credits.NONE);
        long sum =
                ledger().entries(pool.key(), 100).stream()
                        .map(Entry::posting)
                        .mapToLong(posting -> posting.milli())
                        .sum();
        assertThat(sum).isZero();
        Turnover turnover = ledger().turnover(pool.key(), NOW, MIDNIGHT.plusSeconds(1));
        assertThat(turnover.totals())
                .containsEntry(EntryKind.OVERAGE, new Turnover.Total(2, 1_000));
    }

    @Test
    void switching_it_on_begins_a_period_that_nobody_used_yet() {
        held(10);

        Balance tomorrow = ledger().enableOverage(pool, LIMIT, PRICE, MIDNIGHT);

        assertThat(tomorrow.period().startedAt()).isEqualTo(MIDNIGHT);
        assertThat(tomorrow.available()).isEqualTo(Credits.of(10));
        assertThat(tomorrow.overage().enabled()).isTrue();
    }

    @Test
    void whoever_may_not_buy_any_more_draws_nothing_though_it_is_on() {
        ledger().enableOverage(pool, LIMIT, PRICE, NOW);
        Pool other = new Pool(pool.key(), pool.allowance());
        Caller lower =
                new Caller(
                        caller.owner(),
                        caller.payer(),
                        caller.tier(),
                        caller.staff(),
                        List.of(other),
                        caller.idempotencyScope());

        assertThat(comparisons().admit(Draft.of(lower).holding(11).build()))
                .isInstanceOf(AdmitOutcome.OutOfCredit.class);
        assertThat(ledger().funds(List.of(other), NOW).available()).isEqualTo(Credits.of(10));
    }

    @Test
    void however_many_are_admitted_at_once_the_limit_holds_and_switching_counts_at_once()
            throws InterruptedException {
        ledger().enableOverage(pool, LIMIT, PRICE, NOW);

        List<AdmitOutcome> outcomes = AtOnce.run(40, number -> tried(7));

        assertThat(outcomes).filteredOn(AdmitOutcome.Admitted.class::isInstance).hasSize(15);
        assertThat(now().overage().drawn()).isEqualTo(Credits.of(95));
        List<AdmitOutcome> others =
                AtOnce.run(
                        20,
                        number -> {
                            if (number == 0) {
                                ledger().disableOverage(pool, NOW);
                            }
                            return tried(1);
                        });
        Credits drawn = now().overage().drawn();
        long more = others.stream().filter(AdmitOutcome.Admitted.class::isInstance).count();
        assertThat(drawn).isEqualTo(Credits.of(95 + more));
        assertThat(more).isLessThanOrEqualTo(5);
        assertThat(now().overage().enabled()).isFalse();
        assertThat(tried(1)).isInstanceOf(AdmitOutcome.OutOfCredit.class);
    }
}
