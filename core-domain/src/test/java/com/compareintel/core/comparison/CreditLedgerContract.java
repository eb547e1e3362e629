package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.MIDNIGHT;
import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Funds;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [CreditLedger] promises, whose lines are written with the comparisons beside it. Every
/// test gets empty books.
public abstract class CreditLedgerContract {
    protected abstract CreditLedger ledger();

    /// Comparisons that hold their credit in this ledger.
    protected abstract Comparisons comparisons();

    private static Pool pool(long credits) {
        return new Pool("pool:" + UUID.randomUUID(), Samples.daily(credits));
    }

    @Test
    void a_pool_that_was_never_used_shows_its_whole_allowance_and_no_entry() {
        Pool pool = pool(50);

        Balance balance = ledger().funds(List.of(pool), NOW).own();

        assertThat(balance.allowance()).isEqualTo(Credits.of(50));
        assertThat(balance.available()).isEqualTo(Credits.of(50));
        assertThat(balance.period().resetsAt()).isEqualTo(MIDNIGHT);
        assertThat(ledger().entries(pool.key(), 10)).isEmpty();
    }

    @Test
    void funds_stand_in_the_order_in_which_they_were_asked_for() {
        Pool large = new Pool("a:" + UUID.randomUUID(), Samples.daily(30));
        Pool small = new Pool("b:" + UUID.randomUUID(), Samples.daily(10));
        Caller caller = Samples.account(20);
        comparisons().admit(Draft.of(caller).build());
        Pool used = caller.pools().getFirst();

        Funds funds = ledger().funds(List.of(small, used, large), NOW);

        assertThat(funds.balances())
                .extracting(Balance::available)
                .containsExactly(Credits.of(10), Credits.of(17), Credits.of(30));
    }

    @Test
    void a_period_that_is_over_shows_as_the_next_one_and_nothing_is_written() {
        Caller caller = Samples.account(20);
        comparisons().admit(Draft.of(caller).build());

        Balance before = ledger().funds(caller.pools(), MIDNIGHT.minusMillis(1)).own();
        Balance after = ledger().funds(caller.pools(), MIDNIGHT).own();

        assertThat(before.available()).isEqualTo(Credits.of(17));
        assertThat(after.available()).isEqualTo(Credits.of(20));
        assertThat(after.period().startedAt()).isEqualTo(MIDNIGHT);
        assertThat(ledger().entries(caller.payer().key(), 10)).hasSize(2);
    }

    @Test
    void an_allowance_that_changed_counts_from_the_next_period_on() {
        Caller caller = Samples.account(20);
        comparisons().admit(Draft.of(caller).build());
        List<Pool> raised = List.of(new Pool(caller.payer().key(), Samples.daily(500)));

        assertThat(ledger().funds(raised, NOW).available()).isEqualTo(Credits.of(17));
        assertThat(ledger().funds(raised, MIDNIGHT).available()).isEqualTo(Credits.of(500));
    }

    @Test
    void entries_come_newest_first_up_to_the_limit() {
        Caller caller = Samples.account(20);
        List<UUID> admitted = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            NewComparison comparison = Draft.of(caller).at(NOW.plusSeconds(i)).build();
            comparisons().admit(comparison);
            admitted.add(comparison.id().value());
        }

        List<Entry> entries = ledger().entries(caller.payer().key(), 3);

        assertThat(entries)
                .extracting(entry -> entry.comparison().orElseThrow())
                .isEqualTo(admitted.reversed());
        assertThat(entries.getFirst().createdAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(entries).extracting(Entry::id).doesNotHaveDuplicates();
    }

    @Test
    void whatever_happens_entries_sum_to_the_balance_and_nothing_is_overdrawn() {
        long seed = System.nanoTime();
        System.out.println("ledger contract seed " + seed);
        Random random = new Random(seed);
        Caller caller = Samples.account(12);
        List<NewComparison> open = new ArrayList<>();
        Instant now = NOW;

        for (int step = 0; step < 150; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(180)));
            if (open.isEmpty() || random.nextBoolean()) {
                NewComparison comparison =
                        Draft.of(caller)
                                .holding(new Credits(1 + random.nextInt(6_000)))
                                .at(now)
                                .build();
                if (comparisons().admit(comparison) instanceof AdmitOutcome.Admitted) {
                    open.add(comparison);
                }
            } else {
                NewComparison ending = open.remove(random.nextInt(open.size()));
                long hold = ending.plan().hold().milli();
                Credits charge = new Credits(random.nextLong(hold + 1));
                comparisons()
                        .finish(
                                ending.fence(),
                                new Settlement(
                                        ComparisonStatus.COMPLETED, charge, Usd.ZERO, List.of()),
                                0,
                                now);
            }
            checkBooks(caller, open, now);
        }
    }

    private void checkBooks(Caller caller, List<NewComparison> open, Instant now) {
        List<Entry> entries = ledger().entries(caller.payer().key(), 10_000);
        long sum = entries.stream().mapToLong(entry -> entry.posting().milli()).sum();
        Balance current = ledger().funds(caller.pools(), now).own();

        boolean opened =
                entries.stream()
                        .anyMatch(entry ->
                                entry.posting().kind() == EntryKind.GRANT
                                        && !entry.createdAt()
                                                .isBefore(current.period().startedAt()));
        if (opened) {
            assertThat(sum).isEqualTo(current.available().milli());
        }
        assertThat(current.allowance().milli())
                .isEqualTo(
                        current.available().milli()
                                + current.held().milli()
                                + current.used().milli());
        assertThat(entries).allMatch(entry -> entry.posting().balanceAfter() >= 0);
        for (NewComparison comparison : open) {
            assertThat(entries)
                    .filteredOn(entry ->
                            entry.comparison().equals(Optional.of(comparison.id().value())))
                    .hasSize(1);
        }
    }
}
