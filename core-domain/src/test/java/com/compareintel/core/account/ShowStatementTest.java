package com.compareintel.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.ShowStatement.Outcome;
import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Entry;
import com.compareintel.core.credit.EntryKind;
import com.compareintel.core.credit.InMemoryCreditLedger;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.credit.Turnover;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShowStatementTest {
    private static final Instant OPENED = Instant.parse("2026-01-31T22:30:00Z");
    private static final int LEDGERS = 300;

    private final ManualClock clock = new ManualClock(OPENED);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryCreditLedger ledger = new InMemoryCreditLedger();
    private final ShowStatement statements = new ShowStatement(accounts, ledger, clock);

    private Account account(ZoneId zone) {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "ada",
                        Tier.STARTER,
                        false,
                        zone,
                        OPENED,
                        OPENED);
        accounts.add(account);
        return account;
    }

    private static Pool pool(Account account, PeriodKind kind) {
        return new Pool(
                new Payer.Account(account.id()).key(),
                new Allowance(Credits.of(10), kind, account.zone(), OPENED));
    }

    private Statement shown(Account account, YearMonth month) {
        return switch (statements.of(account.id(), month)) {
            case Outcome.Shown(Statement statement) -> statement;
            case Outcome.NotBegun notBegun -> throw new AssertionError(notBegun);
            case Outcome.BeforeAccount before -> throw new AssertionError(before);
        };
    }

    @Test
    void a_month_begins_and_ends_at_midnight_where_the_account_is() {
        Account account = account(ZoneId.of("Asia/Tokyo"));

        Statement statement = shown(account, YearMonth.of(2026, 2));

        assertThat(statement.from()).isEqualTo("2026-01-31T15:00:00Z");
        assertThat(statement.to()).isEqualTo("2026-02-28T15:00:00Z");
        assertThat(statement.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void a_month_that_has_not_begun_where_the_account_is_has_no_statement() {
        Account ahead = account(ZoneId.of("Asia/Tokyo"));
        Account behind = account(ZoneOffset.UTC);
        YearMonth february = YearMonth.of(2026, 2);

        assertThat(statements.of(ahead.id(), february)).isInstanceOf(Outcome.Shown.class);
        assertThat(statements.of(behind.id(), february)).isEqualTo(new Outcome.NotBegun());
        clock.setTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(statements.of(behind.id(), february)).isInstanceOf(Outcome.Shown.class);
    }

    @Test
    void a_month_that_was_over_when_the_account_began_has_no_statement() {
        Account account = account(ZoneId.of("Asia/Tokyo"));

        assertThat(statements.of(account.id(), YearMonth.of(2026, 1)))
                .isEqualTo(new Outcome.BeforeAccount(YearMonth.of(2026, 2)));
        assertThat(statements.of(account.id(), YearMonth.of(0, 1)))
                .isEqualTo(new Outcome.BeforeAccount(YearMonth.of(2026, 2)));
        assertThat(statements.of(account.id(), YearMonth.of(9999, 12)))
                .isEqualTo(new Outcome.NotBegun());
    }

    @Test
    void an_account_that_nobody_knows_is_a_mistake() {
        AccountId nobody = new AccountId(UUID.randomUUID());

        assertThatThrownBy(() -> statements.of(nobody, YearMonth.of(2026, 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_month_in_which_nothing_happened_ends_as_it_began() {
        Account account = account(ZoneOffset.UTC);
        ledger.hold(
                UUID.randomUUID(), List.of(pool(account, PeriodKind.DAY)), Credits.of(3), OPENED);
        clock.advance(Duration.ofDays(60));

        Turnover march = shown(account, YearMonth.of(2026, 3)).turnover();

        assertThat(march.openingMilli()).isEqualTo(7_000);
        assertThat(march.closingMilli()).isEqualTo(7_000);
        assertThat(march.totals().values()).containsOnly(Turnover.Total.NONE);
    }

    private record Open(UUID id, Credits amount) {}

    @Test
    void whatever_was_posted_opening_and_entries_sum_to_closing_and_that_is_the_next_opening() {
        long seed = System.nanoTime();
        System.out.println("statement seed " + seed);
        for (int i = 0; i < LEDGERS; i++) {
            Random random = new Random(seed + i);
            ZoneId zone =
                    List.of(ZoneOffset.UTC, ZoneId.of("Asia/Tokyo"), ZoneId.of("Europe/Berlin"))
                            .get(random.nextInt(3));
            clock.setTo(OPENED);
            Account account = account(zone);
            post(account, random);
            check(account);
        }
    }

    /// Holds and their ends over several months, with every change of period between them.
    private void post(Account account, Random random) {
        Pool pool = pool(account, random.nextBoolean() ? PeriodKind.DAY : PeriodKind.MONTH);
        List<Open> open = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            clock.advance(Duration.ofMinutes(random.nextInt(8_000)));
            if (open.isEmpty() || random.nextBoolean()) {
                Open next = new Open(UUID.randomUUID(), new Credits(1 + random.nextInt(6_000)));
                if (ledger.hold(next.id(), List.of(pool), next.amount(), clock.instant())) {
                    open.add(next);
                }
            } else {
                Open ending = open.remove(random.nextInt(open.size()));
                Credits charge = new Credits(random.nextLong(ending.amount().milli() + 1));
                ledger.resolve(ending.id(), charge, clock.instant());
            }
        }
    }

    private void check(Account account) {
        List<Entry> entries = ledger.entries(new Payer.Account(account.id()).key(), 10_000);
        YearMonth last = YearMonth.from(clock.instant().atZone(account.zone()));
        long balance = 0;
        long counted = 0;
        for (YearMonth month = YearMonth.from(OPENED.atZone(account.zone()));
                !month.isAfter(last);
                month = month.plusMonths(1)) {
            Turnover turnover = shown(account, month).turnover();
            assertThat(turnover.openingMilli()).isEqualTo(balance);
            assertThat(turnover.totals()).containsOnlyKeys(EntryKind.values());
            for (EntryKind kind : EntryKind.values()) {
                Turnover.Total total = turnover.totals().getOrDefault(kind, Turnover.Total.NONE);
                assertThat(total).isEqualTo(total(entries, account.zone(), month, kind));
                balance += total.milli();
                counted += total.count();
            }
            assertThat(turnover.closingMilli()).isEqualTo(balance).isNotNegative();
        }
        assertThat(counted).isEqualTo(entries.size());
        assertThat(balance)
                .isEqualTo(entries.stream().mapToLong(entry -> entry.posting().milli()).sum());
    }

    private static Turnover.Total total(
            List<Entry> entries, ZoneId zone, YearMonth month, EntryKind kind) {
        List<Entry> counting =
                entries.stream()
                        .filter(entry -> entry.posting().kind() == kind)
                        .filter(entry ->
                                YearMonth.from(entry.createdAt().atZone(zone)).equals(month))
                        .toList();
        return new Turnover.Total(
                counting.size(),
                counting.stream().mapToLong(entry -> entry.posting().milli()).sum());
    }
}
