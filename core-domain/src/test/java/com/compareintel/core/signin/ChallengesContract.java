package com.compareintel.core.signin;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.signin.Challenges.Begun;
import com.compareintel.core.signin.Challenges.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Challenges] promise. Every test begins with none, and without accounts.
public abstract class ChallengesContract {
    protected static final EmailAddress ADA = new EmailAddress("Ada@Example.org");
    private static final EmailAddress BOB = new EmailAddress("bob@example.org");
    private static final EmailAddress EVE = new EmailAddress("eve@example.org");
    private static final PasswordHash CHOSEN = new PasswordHash("chosen");
    private static final Instant OVER = NOW.plus(Challenge.LASTS);

    protected abstract Registrations registrations();

    /// Those of the same accounts.
    protected abstract Sessions sessions();

    protected abstract Challenges challenges();

    /// A challenge whose token and code are told apart by this number.
    protected static Challenge challenge(EmailAddress address, int number) {
        return new Challenge(UUID.randomUUID(), address, "token " + number, "code " + number, NOW);
    }

    /// An account that is entered with this address.
    protected Account open(EmailAddress address) {
        Account account = RegistrationsContract.account(NOW);
        registrations()
                .begin(
                        new Registration(
                                UUID.randomUUID(),
                                address,
                                new PasswordHash("old of " + address.text()),
                                "open " + address.text(),
                                "00000000",
                                NOW));
        registrations().confirm(new Proof.Link("open " + address.text()), account);
        return account;
    }

    private SessionId logIn(Account account) {
        SessionId id = new SessionId(UUID.randomUUID());
        sessions()
                .begin(
                        new Session(id, account.id(), "a browser", NOW, NOW),
                        login(account).password());
        return id;
    }

    private Login login(Account account) {
        return registrations().address(account.id()).flatMap(registrations()::login).orElseThrow();
    }

    private Optional<EmailAddress> reset(Proof proof) {
        return challenges().reset(proof, CHOSEN, NOW);
    }

    private PasswordHash password(EmailAddress address) {
        return registrations().login(address).orElseThrow().password();
    }

    @Test
    void a_link_leads_to_another_password_and_ends_all_sessions_of_the_account_and_no_other() {
        SessionId adas = logIn(open(ADA));
        SessionId bobs = logIn(open(BOB));

        assertThat(challenges().askReset(challenge(new EmailAddress("ada@EXAMPLE.org"), 1)))
                .isEqualTo(Begun.PENDING);
        assertThat(sessions().account(adas, NOW)).isPresent();
        assertThat(reset(new Proof.Link("token 1"))).contains(ADA);

        assertThat(password(ADA)).isEqualTo(CHOSEN);
        assertThat(password(BOB)).isNotEqualTo(CHOSEN);
        assertThat(sessions().account(adas, NOW)).isEmpty();
        assertThat(sessions().account(bobs, NOW)).isPresent();
    }

    @Test
    void a_code_does_the_same_for_its_address_only() {
        open(ADA);
        open(BOB);
        challenges().askReset(challenge(ADA, 1));
        challenges().askReset(challenge(BOB, 2));

        assertThat(reset(new Proof.Code(BOB, "code 1"))).isEmpty();
        assertThat(reset(new Proof.Code(new EmailAddress("ada@example.ORG"), "code 1")))
                .contains(ADA);
        assertThat(password(BOB)).isNotEqualTo(CHOSEN);
    }

    @Test
    void either_is_good_once_and_uses_up_all_others_of_the_account() {
        open(ADA);
        challenges().askReset(challenge(ADA, 1));
        challenges().askReset(challenge(ADA, 2));

        assertThat(reset(new Proof.Link("token 2"))).contains(ADA);

        assertThat(reset(new Proof.Link("token 2"))).isEmpty();
        assertThat(reset(new Proof.Code(ADA, "code 2"))).isEmpty();
        assertThat(reset(new Proof.Link("token 1"))).isEmpty();
    }

    @Test
    void nothing_is_good_after_a_change_of_the_password() {
        Account ada = open(ADA);
        challenges().askReset(challenge(ADA, 1));

        registrations().changePassword(ada.id(), password(ADA), new PasswordHash("other"));

        assertThat(reset(new Proof.Link("token 1"))).isEmpty();
        assertThat(reset(new Proof.Code(ADA, "code 1"))).isEmpty();
        assertThat(password(ADA)).isEqualTo(new PasswordHash("other"));
    }

    @Test
    void an_unknown_address_is_kept_alike_and_leads_nowhere_even_once_it_is_known() {
        assertThat(challenges().askReset(challenge(EVE, 1))).isEqualTo(Begun.IDLE);
        open(EVE);

        assertThat(reset(new Proof.Link("token 1"))).isEmpty();
        assertThat(reset(new Proof.Code(EVE, "code 1"))).isEmpty();
        assertThat(reset(new Proof.Link("never sent"))).isEmpty();
        assertThat(password(EVE)).isNotEqualTo(CHOSEN);
    }

    @Test
    void a_code_is_used_up_by_wrong_tries_and_its_link_is_not() {
        open(ADA);
        challenges().askReset(challenge(ADA, 1));
        for (int i = 0; i < Challenge.MOST_TRIES; i++) {
            assertThat(reset(new Proof.Code(ADA, "wrong"))).isEmpty();
        }

        assertThat(reset(new Proof.Code(ADA, "code 1"))).isEmpty();
        assertThat(reset(new Proof.Link("token 1"))).contains(ADA);
    }

    @Test
    void the_last_try_may_be_the_right_one() {
        open(ADA);
        challenges().askReset(challenge(ADA, 1));
        for (int i = 1; i < Challenge.MOST_TRIES; i++) {
            reset(new Proof.Code(ADA, "wrong"));
        }

        assertThat(reset(new Proof.Code(ADA, "code 1"))).contains(ADA);
    }

    @Test
    void nothing_is_good_after_its_time() {
        open(ADA);
        challenges().askReset(challenge(ADA, 1));

        assertThat(challenges().reset(new Proof.Link("token 1"), CHOSEN, OVER)).isEmpty();
        assertThat(challenges().reset(new Proof.Code(ADA, "code 1"), CHOSEN, OVER)).isEmpty();
        assertThat(challenges().reset(new Proof.Link("token 1"), CHOSEN, OVER.minusMillis(1)))
                .contains(ADA);
    }

    @Test
    void few_wait_for_one_address_whether_or_not_it_is_known() {
        open(ADA);
        for (int i = 0; i < Challenge.MOST_PENDING; i++) {
            assertThat(challenges().askReset(challenge(ADA, i))).isEqualTo(Begun.PENDING);
            assertThat(challenges().askReset(challenge(EVE, 10 + i))).isEqualTo(Begun.IDLE);
        }

        assertThat(challenges().askReset(challenge(ADA, 20))).isEqualTo(Begun.TOO_MANY);
        assertThat(challenges().askReset(challenge(EVE, 21))).isEqualTo(Begun.TOO_MANY);
        assertThat(reset(new Proof.Link("token 20"))).isEmpty();
        assertThat(reset(new Proof.Link("token 0"))).contains(ADA);
    }

    private Optional<Move> move(Proof proof) {
        return challenges().move(proof, NOW);
    }

    @Test
    void an_account_moves_to_the_address_that_proof_is_shown_of_and_stays_logged_in() {
        Account ada = open(ADA);
        SessionId session = logIn(ada);
        PasswordHash password = password(ADA);

        assertThat(challenges().askMove(challenge(EVE, 1), login(ada))).isEqualTo(Begun.PENDING);
        assertThat(registrations().login(EVE)).isEmpty();
        assertThat(move(new Proof.Link("token 1"))).contains(new Move(ADA, EVE));

        assertThat(registrations().login(EVE)).contains(new Login(ada.id(), EVE, password));
        assertThat(registrations().login(ADA)).isEmpty();
        assertThat(sessions().account(session, NOW)).isPresent();
        assertThat(move(new Proof.Link("token 1"))).isEmpty();
    }

    @Test
    void a_code_moves_it_too_and_is_good_for_nothing_else() {
        Account ada = open(ADA);
        challenges().askMove(challenge(EVE, 1), login(ada));

        assertThat(reset(new Proof.Code(EVE, "code 1"))).isEmpty();
        assertThat(move(new Proof.Code(ADA, "code 1"))).isEmpty();
        assertThat(move(new Proof.Code(EVE, "code 1"))).contains(new Move(ADA, EVE));
    }

    @Test
    void an_address_that_leads_into_an_account_is_nobody_elses_then_or_later() {
        Account ada = open(ADA);
        open(BOB);
        assertThat(challenges().askMove(challenge(BOB, 1), login(ada))).isEqualTo(Begun.IDLE);
        challenges().askMove(challenge(EVE, 2), login(ada));
        open(EVE);

        assertThat(move(new Proof.Link("token 1"))).isEmpty();
        assertThat(move(new Proof.Link("token 2"))).isEmpty();
        assertThat(registrations().address(ada.id())).contains(ADA);
    }

    @Test
    void nothing_that_was_asked_before_a_move_or_for_its_address_is_good_after_it() {
        Account ada = open(ADA);
        challenges().askReset(challenge(ADA, 1));
        challenges().askMove(challenge(BOB, 2), login(ada));
        challenges().askMove(challenge(EVE, 3), login(ada));
        registrations()
                .begin(
                        new Registration(
                                UUID.randomUUID(),
                                EVE,
                                new PasswordHash("of another"),
                                "open",
                                "00000000",
                                NOW));

        assertThat(move(new Proof.Link("token 3"))).isPresent();

        assertThat(reset(new Proof.Link("token 1"))).isEmpty();
        assertThat(move(new Proof.Link("token 2"))).isEmpty();
        assertThat(
                        registrations()
                                .confirm(
                                        new Proof.Link("open"), RegistrationsContract.account(NOW)))
                .isFalse();
        assertThat(registrations().address(ada.id())).contains(EVE);
    }

    @Test
    void a_change_of_the_password_ends_a_move() {
        Account ada = open(ADA);
        challenges().askMove(challenge(EVE, 1), login(ada));
        registrations().changePassword(ada.id(), password(ADA), new PasswordHash("other"));
        challenges().askMove(challenge(BOB, 2), login(ada));
        challenges().askReset(challenge(ADA, 3));

        assertThat(reset(new Proof.Link("token 3"))).isPresent();

        assertThat(move(new Proof.Link("token 1"))).isEmpty();
        assertThat(move(new Proof.Link("token 2"))).isEmpty();
    }

    @Test
    void who_showed_a_password_that_was_changed_meanwhile_moves_nothing() {
        Account ada = open(ADA);
        Login shown = login(ada);
        registrations().changePassword(ada.id(), shown.password(), new PasswordHash("other"));

        assertThat(challenges().askMove(challenge(EVE, 1), shown)).isEqualTo(Begun.LATE);

        assertThat(move(new Proof.Link("token 1"))).isEmpty();
        assertThat(registrations().address(ada.id())).contains(ADA);
    }

    @Test
    void few_moves_wait_for_one_address_and_none_for_long() {
        Account ada = open(ADA);
        for (int i = 0; i < Challenge.MOST_PENDING; i++) {
            assertThat(challenges().askMove(challenge(EVE, i), login(ada)))
                    .isEqualTo(Begun.PENDING);
        }

        assertThat(challenges().askMove(challenge(EVE, 9), login(ada))).isEqualTo(Begun.TOO_MANY);
        assertThat(challenges().move(new Proof.Link("token 0"), OVER)).isEmpty();
        assertThat(challenges().dropExpired(OVER, 2)).isEqualTo(2);
        assertThat(challenges().dropExpired(OVER, 10)).isEqualTo(Challenge.MOST_PENDING - 2);
    }

    @Test
    void however_many_ask_or_answer_at_once_the_bounds_hold() throws InterruptedException {
        open(ADA);
        int many = 2 * Challenge.MOST_PENDING;

        List<Begun> begun = AtOnce.run(many, i -> challenges().askReset(challenge(ADA, i)));
        List<Optional<EmailAddress>> done =
                AtOnce.run(many, i -> reset(new Proof.Link("token " + i)));

        assertThat(begun).filteredOn(Begun.PENDING::equals).hasSize(Challenge.MOST_PENDING);
        assertThat(done).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void what_is_over_is_dropped_in_batches() {
        open(ADA);
        challenges().askReset(challenge(ADA, 1));
        challenges().askReset(challenge(EVE, 2));

        assertThat(challenges().dropExpired(OVER.minus(Duration.ofMillis(1)), 10)).isZero();
        assertThat(challenges().dropExpired(OVER, 1)).isEqualTo(1);
        assertThat(challenges().dropExpired(OVER, 10)).isEqualTo(1);
        assertThat(challenges().dropExpired(OVER, 10)).isZero();
    }
}
