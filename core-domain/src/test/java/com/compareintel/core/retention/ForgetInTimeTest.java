package com.compareintel.core.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.compareintel.core.InMemoryBooks;
import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.Credential;
import com.compareintel.core.account.IdentifyCaller;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.account.InMemoryApiKeys;
import com.compareintel.core.account.Visits;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Draft;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.retention.ForgetInTime.Forgotten;
import com.compareintel.core.signin.EmailAddress;
import com.compareintel.core.signin.InMemoryChallenges;
import com.compareintel.core.signin.InMemoryDepartures;
import com.compareintel.core.signin.InMemoryRegistrations;
import com.compareintel.core.signin.InMemorySessions;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Registration;
import com.compareintel.core.signin.Session;
import com.compareintel.core.signin.SessionId;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ForgetInTimeTest {
    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final InMemoryBooks books = InMemoryBooks.empty(clock);
    private final Visits visits = new Visits();
    private final IdentifyCaller identify =
            new IdentifyCaller(
                    new InMemoryApiKeys(new InMemoryAccounts()),
                    TierTable.standard(),
                    visits,
                    clock);
    private final InMemoryRegistrations registrations =
            new InMemoryRegistrations(new InMemoryAccounts());
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemorySessions sessions = new InMemorySessions(accounts);
    private final InMemoryDepartures departures =
            new InMemoryDepartures(accounts, registrations, books.comparisons()::forget);
    private final ForgetInTime forgetInTime =
            new ForgetInTime(
                    new InMemoryPerishables(books.comparisons()),
                    registrations,
                    new InMemoryChallenges(registrations),
                    departures,
                    sessions,
                    visits,
                    Retention.STANDARD,
                    clock);
    private final Payer.Network network = new Payer.Network("net", Optional.empty());
    private final Caller visitor =
            Samples.visitor(network, new Pool(network.key(), Samples.daily(5_000)));

    private NewComparison ended(Draft draft) {
        NewComparison comparison = draft.of("a/one").at(clock.instant()).build();
        AnswerEnding ending = Samples.completed("a/one", "High and low.", "0.01");
        books.comparisons().admit(comparison);
        books.comparisons().record(comparison.fence(), ending);
        books.comparisons()
                .finish(
                        comparison.fence(),
                        Samples.settlement(comparison.plan().hold(), ending),
                        0,
                        clock.instant());
        return comparison;
    }

    private void visit() {
        identify.by(new Credential.Visit(((Owner.Visitor) visitor.owner()).id(), false, network));
    }

    @Test
    void everything_goes_at_its_time() {
        NewComparison comparison = ended(Draft.of(visitor).keyed("key", "print"));

        clock.advance(Duration.ofMinutes(59));
        assertThat(forgetInTime.forget()).isEqualTo(new Forgotten(0, 0, 0, 0, 0, 0, 0));
        clock.advance(Duration.ofMinutes(1));
        assertThat(forgetInTime.forget()).isEqualTo(new Forgotten(0, 1, 1, 0, 0, 0, 0));
        clock.advance(Duration.ofHours(23));
        assertThat(forgetInTime.forget()).isEqualTo(new Forgotten(1, 0, 0, 0, 0, 0, 0));
        clock.advance(Duration.ofDays(89));
        assertThat(forgetInTime.forget()).isEqualTo(new Forgotten(0, 0, 0, 1, 0, 0, 0));

        assertThat(books.comparisons().find(comparison.id())).isEmpty();
        assertThat(forgetInTime.forget().isAny()).isFalse();
    }

    @Test
    void a_visitor_that_comes_back_once_in_a_while_keeps_everything() {
        NewComparison comparison = ended(Draft.of(visitor).inNewConversation("Tides"));

        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofDays(89));
            visit();
            forgetInTime.forget();
        }

        assertThat(books.comparisons().find(comparison.id())).isPresent();
        clock.advance(Duration.ofDays(90));
        assertThat(forgetInTime.forget().visitors()).isEqualTo(1);
    }

    @Test
    void a_backlog_goes_in_one_call() {
        for (int i = 0; i < 250; i++) {
            ended(Draft.of(visitor).holding(1));
        }
        clock.advance(Duration.ofHours(1));

        assertThat(forgetInTime.forget().texts()).isEqualTo(250);
    }

    @Test
    void visits_that_were_noted_are_forgotten_and_newcomers_are_none() {
        visit();
        identify.by(new Credential.Visit(new VisitorId(new UUID(1, 2)), true, network));
        assertThat(visits.seen()).hasSize(1);

        forgetInTime.forget();

        assertThat(visits.seen()).isEmpty();
    }

    @Test
    void visitors_are_kept_longer_than_visits_go_unnoted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Retention(
                                Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(1)));
    }

    @Test
    void a_registration_that_nobody_confirms_goes_after_a_day() {
        registrations.begin(
                new Registration(
                        UUID.randomUUID(),
                        new EmailAddress("ada@example.org"),
                        new PasswordHash("hash"),
                        "token",
                        "12345678",
                        clock.instant()));

        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(forgetInTime.forget().registrations()).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(forgetInTime.forget().registrations()).isEqualTo(1);
        assertThat(forgetInTime.forget().registrations()).isZero();
    }

    @Test
    void a_session_that_nobody_came_back_to_goes_after_thirty_days() {
        Account ada = account();
        sessions.begin(
                new Session(
                        new SessionId(UUID.randomUUID()),
                        ada.id(),
                        "a browser",
                        clock.instant(),
                        clock.instant()),
                new PasswordHash("shown"));

        clock.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(forgetInTime.forget().sessions()).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(forgetInTime.forget().sessions()).isEqualTo(1);
    }

    private Account account() {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "account",
                        Tier.FREE,
                        false,
                        ZoneOffset.UTC,
                        clock.instant(),
                        clock.instant());
        accounts.add(account);
        return account;
    }

    @Test
    void who_has_left_is_forgotten_once_whoever_was_let_in_before_is_through() {
        Account ada = account();
        departures.leave(ada.id(), Optional.empty(), clock.instant());

        clock.advance(Duration.ofSeconds(59));
        assertThat(forgetInTime.forget().accounts()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(forgetInTime.forget().accounts()).isEqualTo(1);
        assertThat(forgetInTime.forget().accounts()).isZero();
    }
}
