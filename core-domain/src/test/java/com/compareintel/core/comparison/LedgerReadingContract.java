package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.Samples.MIDNIGHT;
import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.Caller;
import com.compareintel.core.credit.Books;
import com.compareintel.core.credit.CreditLedger;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.ShowLedger;
import com.compareintel.core.credit.Turnover;
import com.compareintel.core.credit.Turnover.Total;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.identity.Payer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [CreditLedger] promises to those who read it: pages that follow each other, a visitor's
/// own lines and nobody else's, and sums that telescope. Every test gets empty books.
public abstract class LedgerReadingContract {
    protected abstract CreditLedger ledger();

    /// Comparisons that hold their credit in this ledger.
    protected abstract Comparisons comparisons();

    private NewComparison admitted(Draft draft) {
        NewComparison comparison = draft.build();
        assertThat(comparisons().admit(comparison)).isInstanceOf(AdmitOutcome.Admitted.class);
        return comparison;
    }

    private void finish(NewComparison comparison, Credits charge, Instant at) {
        comparisons()
                .finish(
                        comparison.fence(),
                        new Settlement(ComparisonStatus.COMPLETED, charge, Usd.ZERO, List.of()),
                        0,
                        at);
    }

    private static Pool pool(String key, long credits) {
        return new Pool(key, Samples.daily(credits));
    }

    private static Payer.Network network() {
        return new Payer.Network(UUID.randomUUID().toString(), Optional.empty());
    }

    @Test
    void pages_that_follow_each_other_show_every_entry_once_while_more_are_added() {
        Caller caller = Samples.account(1_000);
        for (int i = 0; i < 23; i++) {
            admitted(Draft.of(caller).holding(1));
        }
        List<Entry> before = ledger().entries(caller.payer().key(), 100);
        ShowLedger show = new ShowLedger(ledger());

        List<Entry> read = new ArrayList<>();
        Optional<UUID> last = Optional.empty();
        do {
            ShowLedger.Page page = show.page(caller.books(), last, 5).orElseThrow();
            assertThat(page.entries().size()).isLessThanOrEqualTo(5);
            read.addAll(page.entries());
            last = page.last();
            admitted(Draft.of(caller).holding(1));
        } while (last.isPresent());

        assertThat(read).isEqualTo(before).hasSize(24);
    }

    @Test
    void there_is_no_page_behind_an_entry_that_nobody_ever_saw() {
        Caller caller = Samples.account(10);
        admitted(Draft.of(caller));

        assertThat(ledger().entries(caller.books(), Optional.of(UUID.randomUUID()), 10)).isEmpty();
    }

    @Test
    void an_entry_of_somebody_else_is_answered_like_one_that_there_is_not() {
        Payer.Network home = network();
        Caller account = Samples.account(10);
        Caller other = Samples.account(10);
        Caller visitor = Samples.visitor(home, pool(home.key(), 50));
        Caller neighbour = Samples.visitor(home, pool(home.key(), 50));
        List<Caller> all = List.of(account, other, visitor, neighbour);
        all.forEach(caller -> admitted(Draft.of(caller)));

        for (Caller owner : all) {
            UUID entry =
                    ledger().entries(owner.books(), Optional.empty(), 1)
                            .orElseThrow()
                            .getFirst()
                            .id();
            for (Caller reader : all) {
                assertThat(ledger().entries(reader.books(), Optional.of(entry), 10).isPresent())
                        .isEqualTo(reader.equals(owner));
            }
        }
    }

    @Test
    void behind_the_oldest_entry_there_is_nothing() {
        Caller caller = Samples.account(10);
        admitted(Draft.of(caller));
        UUID oldest = ledger().entries(caller.payer().key(), 10).getLast().id();

        assertThat(ledger().entries(caller.books(), Optional.of(oldest), 10)).contains(List.of());
    }

    @Test
    void an_entry_names_the_period_it_was_posted_to_also_when_that_is_over() {
        Caller caller = Samples.account(10);
        NewComparison late = admitted(Draft.of(caller).holding(4));
        admitted(Draft.of(caller).holding(1).at(MIDNIGHT));

        finish(late, Credits.of(1), MIDNIGHT.plusSeconds(1));

        List<Entry> entries = ledger().entries(caller.payer().key(), 3);
        assertThat(entries)
                .extracting(entry -> entry.posting().kind())
                .containsExactly(EntryKind.EXPIRE, EntryKind.CHARGE, EntryKind.RELEASE);
        assertThat(entries)
                .allMatch(entry ->
                        entry.periodStartedAt().equals(MIDNIGHT.minus(Duration.ofDays(1))));
    }

    @Test
    void a_visitor_reads_what_its_own_comparisons_did_to_the_network_and_nothing_else() {
        Payer.Network home = network();
        Pool site = pool("site:" + UUID.randomUUID(), 200);
        Pool all = pool("visitors", 5_000);
        Caller ada = Samples.visitor(home, pool(home.key(), 50), site, all);
        Caller bob = Samples.visitor(home, pool(home.key(), 50), site, all);
        NewComparison adas = admitted(Draft.of(ada).holding(5));
        admitted(Draft.of(bob).holding(7));
        finish(adas, Credits.of(2), NOW.plusSeconds(9));

        List<Entry> read = ledger().entries(ada.books(), Optional.empty(), 100).orElseThrow();

        assertThat(read)
                .extracting(entry -> entry.posting().kind())
                .containsExactly(EntryKind.CHARGE, EntryKind.RELEASE, EntryKind.HOLD);
        assertThat(read)
                .allMatch(entry -> entry.comparison().equals(Optional.of(adas.id().value())));
    }

    @Test
    void a_visitor_that_moved_reads_what_it_did_in_either_network() {
        Payer.Network home = network();
        Payer.Network cafe = network();
        Caller atHome = Samples.visitor(home, pool(home.key(), 50));
        Caller inCafe =
                new Caller(
                        atHome.owner(),
                        cafe,
                        atHome.tier(),
                        false,
                        List.of(pool(cafe.key(), 50)),
                        atHome.idempotencyScope());
        NewComparison first = admitted(Draft.of(atHome));
        NewComparison second = admitted(Draft.of(inCafe));

        List<Entry> read = ledger().entries(inCafe.books(), Optional.empty(), 100).orElseThrow();

        assertThat(read)
                .extracting(entry -> entry.comparison().orElseThrow())
                .containsExactly(second.id().value(), first.id().value());
        assertThat(ledger().entries(inCafe.books(), Optional.of(read.getFirst().id()), 1))
                .contains(List.of(read.getLast()));
    }

    @Test
    void an_account_never_reads_as_a_visitor_and_a_newcomer_reads_nothing() {
        Caller account = Samples.account(50);
        admitted(Draft.of(account));
        Payer.Network network = network();
        Caller newcomer = Samples.visitor(network, pool(network.key(), 50));

        assertThat(account.books()).isEqualTo(new Books.OfPool(account.payer().key()));
        assertThat(ledger().entries(newcomer.books(), Optional.empty(), 10)).contains(List.of());
    }

    @Test
    void a_turnover_begins_with_what_was_posted_before_and_ends_before_its_end() {
        Caller caller = Samples.account(20);
        NewComparison comparison = admitted(Draft.of(caller).holding(5));
        Instant end = NOW.plusSeconds(30);
        finish(comparison, Credits.of(2), end);
        String pool = caller.payer().key();

        Turnover whole = ledger().turnover(pool, NOW, end.plusMillis(1));
        Turnover first = ledger().turnover(pool, NOW, end);
        Turnover second = ledger().turnover(pool, end, end.plusMillis(1));

        assertThat(whole.openingMilli()).isZero();
        assertThat(whole.totals())
                .containsExactly(
                        Map.entry(EntryKind.GRANT, new Total(1, 20_000)),
                        Map.entry(EntryKind.HOLD, new Total(1, -5_000)),
                        Map.entry(EntryKind.RELEASE, new Total(1, 5_000)),
                        Map.entry(EntryKind.CHARGE, new Total(1, -2_000)),
                        Map.entry(EntryKind.EXPIRE, Total.NONE),
                        Map.entry(EntryKind.OVERAGE, Total.NONE),
                        Map.entry(EntryKind.ADJUST, Total.NONE));
        assertThat(whole.overage()).isEqualTo(Turnover.Bought.NOTHING);
        assertThat(whole.closingMilli()).isEqualTo(18_000);
        assertThat(first.closingMilli()).isEqualTo(15_000);
        assertThat(second.openingMilli()).isEqualTo(15_000);
        assertThat(second.closingMilli()).isEqualTo(18_000);
        assertThat(second.totals().get(EntryKind.HOLD)).isEqualTo(Total.NONE);
    }

    @Test
    void whatever_happened_turnovers_telescope_and_entries_of_a_period_sum_to_what_each_left() {
        long seed = System.nanoTime();
        System.out.println("ledger reading seed " + seed);
        Random random = new Random(seed);
        Caller caller = Samples.account(12);
        Instant now = NOW;
        List<NewComparison> open = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(600)));
            Draft draft = Draft.of(caller).holding(new Credits(1 + random.nextInt(6_000))).at(now);
            if (open.isEmpty() || random.nextBoolean()) {
                NewComparison comparison = draft.build();
                if (comparisons().admit(comparison) instanceof AdmitOutcome.Admitted) {
                    open.add(comparison);
                }
            } else {
                NewComparison ending = open.remove(random.nextInt(open.size()));
                long hold = ending.plan().hold().milli();
                finish(ending, new Credits(random.nextLong(hold + 1)), now);
            }
        }
        String pool = caller.payer().key();
        List<Entry> entries = ledger().entries(pool, 10_000);

        checkPeriods(entries);
        Instant from = NOW.minusSeconds(1);
        long balance = 0;
        while (!from.isAfter(now)) {
            Instant to = from.plus(Duration.ofMinutes(1 + random.nextInt(4_000)));
            Turnover turnover = ledger().turnover(pool, from, to);
            assertThat(turnover.openingMilli()).isEqualTo(balance);
            assertThat(turnover.closingMilli()).isEqualTo(sumBefore(entries, to));
            balance = turnover.closingMilli();
            from = to;
        }
        assertThat(balance).isEqualTo(sumBefore(entries, Instant.MAX));
    }

    private static long sumBefore(List<Entry> entries, Instant end) {
        return entries.stream()
                .filter(entry -> entry.createdAt().isBefore(end))
                .mapToLong(entry -> entry.posting().milli())
                .sum();
    }

    private static void checkPeriods(List<Entry> newestFirst) {
        Map<Instant, Long> left = new HashMap<>();
        for (Entry entry : newestFirst.reversed()) {
            long after =
                    left.merge(entry.periodStartedAt(), entry.posting().milli(), Math::addExact);
            assertThat(entry.posting().balanceAfter()).isEqualTo(after);
        }
    }
}
