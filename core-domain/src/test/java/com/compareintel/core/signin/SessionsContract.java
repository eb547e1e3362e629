package com.compareintel.core.signin;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Sessions] promise. Every test begins with none, and without accounts.
public abstract class SessionsContract {
    protected abstract Accounts accounts();

    protected abstract Sessions sessions();

    protected abstract Registrations registrations();

    private static final PasswordHash SHOWN = new PasswordHash("shown");

    private Account account() {
        Account account = RegistrationsContract.account(NOW);
        accounts().add(account);
        return account;
    }

    private Session begin(Account account, String device, Instant at) {
        Session session =
                new Session(new SessionId(UUID.randomUUID()), account.id(), device, at, at);
        assertThat(sessions().begin(session, SHOWN)).isTrue();
        return session;
    }

    @Test
    void a_session_leads_to_its_account_until_it_ends() {
        Account ada = account();
        Session session = begin(ada, "a browser \u0000", NOW);

        assertThat(sessions().account(session.id(), NOW)).contains(ada);
        assertThat(sessions().of(ada.id(), NOW)).containsExactly(session);
        assertThat(sessions().end(ada.id(), session.id(), NOW)).isTrue();

        assertThat(sessions().account(session.id(), NOW)).isEmpty();
        assertThat(sessions().of(ada.id(), NOW)).isEmpty();
        assertThat(sessions().end(ada.id(), session.id(), NOW)).isFalse();
        assertThat(sessions().turn(session.id(), 1, NOW)).isEmpty();
    }

    /// An account that is entered with what is shown.
    private Account entered() {
        Account account = RegistrationsContract.account(NOW);
        registrations()
                .begin(
                        new Registration(
                                UUID.randomUUID(),
                                new EmailAddress("ada@example.org"),
                                SHOWN,
                                "token",
                                "00000000",
                                NOW));
        assertThat(registrations().confirm(new Proof.Link("token"), account)).isTrue();
        return account;
    }

    private boolean mayBegin(Account account) {
        return sessions()
                .begin(
                        new Session(
                                new SessionId(UUID.randomUUID()),
                                account.id(),
                                "a browser",
                                NOW,
                                NOW),
                        SHOWN);
    }

    @Test
    void who_showed_a_password_that_was_changed_meanwhile_is_late() {
        Account ada = entered();
        begin(ada, "a browser", NOW);
        registrations().changePassword(ada.id(), SHOWN, new PasswordHash("another"));

        assertThat(mayBegin(ada)).isFalse();

        assertThat(sessions().of(ada.id(), NOW)).isEmpty();
    }

    @Test
    void no_session_begins_where_there_is_no_account_or_it_is_suspended() {
        Account suspended = RegistrationsContract.account(NOW).suspended(Optional.of(NOW));
        accounts().add(suspended);

        assertThat(mayBegin(suspended)).isFalse();
        assertThat(mayBegin(RegistrationsContract.account(NOW))).isFalse();
        assertThat(sessions().of(suspended.id(), NOW)).isEmpty();
    }

    @Test
    void nobody_ends_somebody_elses_session() {
        Session adas = begin(account(), "a browser", NOW);
        Account bob = account();

        assertThat(sessions().end(bob.id(), adas.id(), NOW)).isFalse();
        sessions().endAll(bob.id());

        assertThat(sessions().account(adas.id(), NOW)).isPresent();
    }

    @Test
    void all_sessions_of_an_account_end_at_once_and_the_latest_is_listed_first() {
        Account ada = account();
        Session first = begin(ada, "a browser", NOW);
        Session second = begin(ada, "a phone", NOW.plusSeconds(1));
        assertThat(sessions().of(ada.id(), NOW.plusSeconds(1))).containsExactly(second, first);

        sessions().endAll(ada.id());

        assertThat(sessions().account(first.id(), NOW)).isEmpty();
        assertThat(sessions().account(second.id(), NOW)).isEmpty();
    }

    @Test
    void each_turn_gives_the_next_generation_and_a_longer_life() {
        Account ada = account();
        Session session = begin(ada, "a browser", NOW);
        Instant later = NOW.plus(Session.LASTS).minusMillis(1);

        assertThat(sessions().turn(session.id(), 1, later)).isEqualTo(OptionalInt.of(2));
        Instant muchLater = later.plus(Session.LASTS).minusMillis(1);
        assertThat(sessions().turn(session.id(), 2, muchLater)).isEqualTo(OptionalInt.of(3));
        assertThat(sessions().of(ada.id(), muchLater).getFirst().refreshedAt())
                .isEqualTo(muchLater);
    }

    @Test
    void a_session_that_is_not_refreshed_is_over() {
        Account ada = account();
        Session session = begin(ada, "a browser", NOW);
        Instant over = NOW.plus(Session.LASTS);

        assertThat(sessions().account(session.id(), over)).isEmpty();
        assertThat(sessions().of(ada.id(), over)).isEmpty();
        assertThat(sessions().end(ada.id(), session.id(), over)).isFalse();
        assertThat(sessions().turn(session.id(), 1, over)).isEmpty();
    }

    @Test
    void whoever_lost_the_answer_gets_the_same_again_for_a_while() {
        Session session = begin(account(), "a browser", NOW);
        sessions().turn(session.id(), 1, NOW);

        assertThat(sessions().turn(session.id(), 1, NOW.plus(Sessions.FORGIVEN)))
                .isEqualTo(OptionalInt.of(2));
        assertThat(sessions().turn(session.id(), 2, NOW.plus(Sessions.FORGIVEN)))
                .isEqualTo(OptionalInt.of(3));
    }

    @Test
    void a_replay_after_that_ends_the_session_for_whoever_has_the_latest() {
        Session session = begin(account(), "a browser", NOW);
        Instant late = NOW.plus(Sessions.FORGIVEN).plusMillis(1);
        sessions().turn(session.id(), 1, NOW);

        assertThat(sessions().turn(session.id(), 1, late)).isEmpty();
        assertThat(sessions().turn(session.id(), 2, late)).isEmpty();
        assertThat(sessions().account(session.id(), late)).isEmpty();
    }

    @Test
    void so_does_a_replay_of_anything_older_or_never_given() {
        Session older = begin(account(), "a browser", NOW);
        Session never = begin(account(), "a browser", NOW);
        sessions().turn(older.id(), 1, NOW);
        sessions().turn(older.id(), 2, NOW);

        assertThat(sessions().turn(older.id(), 1, NOW)).isEmpty();
        assertThat(sessions().turn(never.id(), 2, NOW)).isEmpty();
        assertThat(sessions().account(older.id(), NOW)).isEmpty();
        assertThat(sessions().account(never.id(), NOW)).isEmpty();
    }

    @Test
    void however_many_turn_the_same_at_once_all_get_the_same() throws InterruptedException {
        Session session = begin(account(), "a browser", NOW);

        List<OptionalInt> turned = AtOnce.run(8, i -> sessions().turn(session.id(), 1, NOW));

        assertThat(turned).containsOnly(OptionalInt.of(2));
        assertThat(sessions().account(session.id(), NOW)).isPresent();
    }

    @Test
    void one_session_too_many_ends_the_one_begun_first() {
        Account ada = account();
        Session first = begin(ada, "a browser", NOW);
        Session second = begin(ada, "a browser", NOW.plusSeconds(1));
        for (int i = 2; i <= Session.MOST; i++) {
            begin(ada, "a browser", NOW.plusSeconds(i));
        }

        assertThat(sessions().of(ada.id(), NOW)).hasSize(Session.MOST).contains(second);
        assertThat(sessions().account(first.id(), NOW)).isEmpty();
    }

    @Test
    void what_is_over_is_dropped_in_batches() {
        begin(account(), "a browser", NOW);
        begin(account(), "a browser", NOW);
        Instant over = NOW.plus(Session.LASTS);

        assertThat(sessions().dropOver(over.minus(Duration.ofMillis(1)), 10)).isZero();
        assertThat(sessions().dropOver(over, 1)).isEqualTo(1);
        assertThat(sessions().dropOver(over, 10)).isEqualTo(1);
    }
}
