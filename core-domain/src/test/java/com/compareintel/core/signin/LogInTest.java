package com.compareintel.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.RateDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// [LogIn], [KeepSessions] and [ShowAccount].
class LogInTest {
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final Password PASSWORD = new Password("a tide of two seas");

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemorySessions sessions = new InMemorySessions(accounts);
    private final InMemoryRegistrations registrations =
            new InMemoryRegistrations(accounts, sessions);
    private final InMemoryDevices devices = new InMemoryDevices(registrations);
    private final KeepSessions keep = new KeepSessions(sessions, new PlainTokens(), clock);
    private final ShowAccount show = new ShowAccount(accounts, registrations);
    private final List<Optional<PasswordHash>> checked = new ArrayList<>();
    private final Account ada = RegistrationsContract.account(Samples.NOW);

    private final LogIn logIn = logIn(new PlainPasswords());

    private LogIn logIn(Passwords passwords) {
        Passwords watched =
                new Passwords() {
                    @Override
                    public Optional<PasswordHash> hash(Password password) {
                        return passwords.hash(password);
                    }

                    @Override
                    public Check check(Password password, Optional<PasswordHash> hash) {
                        checked.add(hash);
                        return passwords.check(password, hash);
                    }
                };
        return new LogIn(
                new LogIn.Means(
                        watched,
                        registrations,
                        sessions,
                        devices,
                        new PlainTokens(),
                        new PlainRateLimiter(clock)),
                SignInLimits.hourly(1, 1, 3, 2, 2),
                UUID::randomUUID,
                new Random(3),
                clock);
    }

    @BeforeEach
    void register() {
        registrations.begin(
                new Registration(
                        UUID.randomUUID(),
                        ADA,
                        new PlainPasswords().hash(PASSWORD).orElseThrow(),
                        "token",
                        "code",
                        clock.instant()));
        registrations.confirm(new Proof.Link("token"), ada);
    }

    private Entrance enter() {
        return ((LogIn.Outcome.In) logIn.by(ADA, PASSWORD, "a browser", Optional.empty()))
                .entrance();
    }

    @Test
    void the_right_password_lets_in() {
        Entrance entrance = enter();

        assertThat(keep.account(entrance.access())).contains(ada);
        assertThat(keep.account(entrance.refresh())).isEmpty();
        assertThat(keep.of(ada.id()))
                .extracting(Session::device, Session::createdAt)
                .containsExactly(tuple("a browser", Samples.NOW));
        assertThat(show.of(ada.id())).isEqualTo(new ShowAccount.Shown(ada, Optional.of(ADA)));
    }

    @Test
    void what_a_device_calls_itself_is_cut() {
        logIn.by(ADA, PASSWORD, "x".repeat(10_000), Optional.empty());

        assertThat(keep.of(ada.id()).getFirst().device()).hasSize(Session.MAX_DEVICE);
    }

    @Test
    void a_wrong_password_and_an_unknown_address_are_answered_alike_after_the_same_work() {
        assertThat(logIn.by(ADA, new Password("a tide of one sea"), "a browser", Optional.empty()))
                .isEqualTo(new LogIn.Outcome.Wrong());
        assertThat(
                        logIn.by(
                                new EmailAddress("eve@example.org"),
                                PASSWORD,
                                "a browser",
                                Optional.empty()))
                .isEqualTo(new LogIn.Outcome.Wrong());

        assertThat(checked).hasSize(2);
        assertThat(keep.of(ada.id())).isEmpty();
    }

    @Test
    void nor_does_a_password_let_in_that_was_changed_while_it_was_looked_at() {
        PasswordHash shown = registrations.login(ADA).orElseThrow().password();
        Passwords slow =
                new MeanwhilePasswords(() ->
                        registrations.changePassword(ada.id(), shown, new PasswordHash("another")));

        assertThat(logIn(slow).by(ADA, PASSWORD, "a browser", Optional.empty()))
                .isEqualTo(new LogIn.Outcome.Wrong());

        assertThat(keep.of(ada.id())).isEmpty();
    }

    @Test
    void where_too_many_are_checked_nobody_is_let_in() {
        assertThat(logIn(new BusyPasswords()).by(ADA, PASSWORD, "a browser", Optional.empty()))
                .isEqualTo(new LogIn.Outcome.Busy());
    }

    @Test
    void guessing_is_bounded_by_account_and_by_network() {
        Payer.Network home = new Payer.Network("home", Optional.empty());
        Payer.Network cafe = new Payer.Network("cafe", Optional.empty());
        Payer.Network office = new Payer.Network("office", Optional.empty());

        assertThat(logIn.mayTry(ADA, home, Optional.empty()))
                .isInstanceOf(RateDecision.Allowed.class);
        assertThat(logIn.mayTry(new EmailAddress("Ada@example.org"), cafe, Optional.empty()))
                .isInstanceOf(RateDecision.Allowed.class);
        assertThat(logIn.mayTry(ADA, office, Optional.empty()))
                .isInstanceOf(RateDecision.Throttled.class);
        for (int i = 0; i < 2; i++) {
            assertThat(logIn.mayTry(new EmailAddress(i + "@example.org"), home, Optional.empty()))
                    .isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(logIn.mayTry(new EmailAddress("4@example.org"), home, Optional.empty()))
                .isInstanceOf(RateDecision.Throttled.class);
    }

    @Test
    void a_device_that_was_let_in_is_counted_by_itself() {
        Payer.Network home = new Payer.Network("home", Optional.empty());
        EmailAddress eve = new EmailAddress("eve@example.org");
        LogIn.Outcome.In first =
                (LogIn.Outcome.In) logIn.by(ADA, PASSWORD, "a browser", Optional.empty());
        Optional<DeviceToken> device = Optional.of(first.device());
        for (int i = 0; i < 2; i++) {
            assertThat(logIn.mayTry(ADA, home, Optional.empty()))
                    .isInstanceOf(RateDecision.Allowed.class);
        }

        assertThat(logIn.mayTry(ADA, home, Optional.empty()))
                .isInstanceOf(RateDecision.Throttled.class);
        for (int i = 0; i < 2; i++) {
            assertThat(logIn.mayTry(ADA, home, device)).isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(logIn.mayTry(ADA, home, device)).isInstanceOf(RateDecision.Throttled.class);
        assertThat(logIn.mayTry(eve, home, device)).isInstanceOf(RateDecision.Allowed.class);
        assertThat(logIn.mayTry(eve, home, device)).isInstanceOf(RateDecision.Throttled.class);
    }

    @Test
    void a_device_keeps_its_token_and_none_is_made_known_by_showing_it() {
        DeviceToken planted = new DeviceToken("x".repeat(43));

        LogIn.Outcome.In first =
                (LogIn.Outcome.In) logIn.by(ADA, PASSWORD, "a browser", Optional.of(planted));
        LogIn.Outcome.In second =
                (LogIn.Outcome.In)
                        logIn.by(ADA, PASSWORD, "a browser", Optional.of(first.device()));

        assertThat(first.device()).isNotEqualTo(planted);
        assertThat(DeviceToken.parse(first.device().secret())).contains(first.device());
        assertThat(second.device()).isEqualTo(first.device());
        assertThat(devices.isKnown(planted, ADA)).isFalse();
        assertThat(first.toString()).doesNotContain(first.device().secret());
    }

    @Test
    void a_refresh_token_gives_a_new_entrance_and_a_stolen_one_ends_the_session() {
        Entrance first = enter();
        clock.advance(Tokens.ACCESS);
        assertThat(keep.account(first.access())).isEmpty();

        Entrance second = keep.refresh(first.refresh()).orElseThrow();
        assertThat(keep.account(second.access())).contains(ada);
        clock.advance(Sessions.FORGIVEN);
        assertThat(keep.refresh(first.refresh()).map(Entrance::refresh)).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(keep.refresh(first.refresh())).isEmpty();

        assertThat(keep.account(second.access())).isEmpty();
        assertThat(keep.refresh(second.refresh())).isEmpty();
    }

    @Test
    void a_session_that_is_logged_out_ends_at_once_by_either_token() {
        Entrance one = enter();
        Entrance other = enter();
        Entrance third = enter();

        keep.logOut(Optional.of(one.access()), Optional.empty());
        keep.logOut(Optional.of("nonsense"), Optional.of(other.refresh()));

        assertThat(keep.account(one.access())).isEmpty();
        assertThat(keep.refresh(one.refresh())).isEmpty();
        assertThat(keep.account(other.access())).isEmpty();
        assertThat(keep.account(third.access())).contains(ada);
        keep.endAll(ada.id());
        assertThat(keep.account(third.access())).isEmpty();
    }

    @Test
    void what_lets_in_shows_in_no_text() {
        Entrance entrance = enter();

        assertThat(entrance.toString()).doesNotContain(entrance.access(), entrance.refresh());
    }
}
