package com.compareintel.core.signin;

import static com.compareintel.core.comparison.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.signin.Registrations.Begun;
import com.compareintel.core.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What any [Registrations] promise. Every test begins with none, and without accounts.
public abstract class RegistrationsContract {
    protected static final EmailAddress ADA = new EmailAddress("Ada@Example.org");
    private static final EmailAddress BOB = new EmailAddress("bob@example.org");
    private static final Instant LAST = NOW.plus(Registration.LASTS).minusMillis(1);

    protected abstract Accounts accounts();

    protected abstract Registrations registrations();

    /// Those of the same accounts.
    protected abstract Sessions sessions();

    /// A registration whose token, code and password are told apart by this number.
    protected static Registration registration(EmailAddress address, int number) {
        return new Registration(
                UUID.randomUUID(),
                address,
                new PasswordHash("hash " + number),
                "token " + number,
                "code " + number,
                NOW);
    }

    protected static Account account(Instant now) {
        return new Account(
                new AccountId(UUID.randomUUID()),
                "account",
                Tier.FREE,
                false,
                ZoneOffset.UTC,
                now,
                now);
    }

    private boolean confirm(Proof proof) {
        return registrations().confirm(proof, account(NOW));
    }

    @Test
    void a_link_opens_the_account_that_is_entered_with_what_was_registered() {
        Account account = account(LAST);

        assertThat(registrations().begin(registration(ADA, 1))).isEqualTo(Begun.PENDING);
        assertThat(registrations().login(ADA)).isEmpty();
        assertThat(accounts().isEmpty()).isTrue();

        assertThat(registrations().confirm(new Proof.Link("token 1"), account)).isTrue();
        assertThat(accounts().find(account.id())).contains(account);
        assertThat(registrations().login(new EmailAddress("aDA@example.ORG")))
                .contains(new Login(account.id(), ADA, new PasswordHash("hash 1")));
        assertThat(registrations().address(account.id())).contains(ADA);
        assertThat(registrations().address(account(NOW).id())).isEmpty();
    }

    @Test
    void a_code_does_the_same_for_its_address_only() {
        registrations().begin(registration(ADA, 1));
        registrations().begin(registration(BOB, 2));

        assertThat(confirm(new Proof.Code(BOB, "code 1"))).isFalse();
        assertThat(confirm(new Proof.Code(new EmailAddress("ada@EXAMPLE.org"), "code 1"))).isTrue();
        assertThat(registrations().login(ADA)).isPresent();
        assertThat(registrations().login(BOB)).isEmpty();
    }

    @Test
    void either_is_good_once() {
        registrations().begin(registration(ADA, 1));
        assertThat(confirm(new Proof.Link("token 1"))).isTrue();

        assertThat(confirm(new Proof.Link("token 1"))).isFalse();
        assertThat(confirm(new Proof.Code(ADA, "code 1"))).isFalse();
    }

    @Test
    void what_was_never_sent_is_good_for_nothing() {
        assertThat(confirm(new Proof.Link("token 1"))).isFalse();
        assertThat(confirm(new Proof.Code(ADA, "code 1"))).isFalse();
        assertThat(accounts().isEmpty()).isTrue();
    }

    @Test
    void each_registration_of_an_address_has_its_own_password_and_the_first_confirmed_stays() {
        registrations().begin(registration(ADA, 1));
        registrations().begin(registration(ADA, 2));

        assertThat(confirm(new Proof.Link("token 1"))).isTrue();
        assertThat(confirm(new Proof.Link("token 2"))).isFalse();
        assertThat(confirm(new Proof.Code(ADA, "code 2"))).isFalse();
        assertThat(registrations().login(ADA).orElseThrow().password())
                .isEqualTo(new PasswordHash("hash 1"));
    }

    @Test
    void a_known_address_is_told_and_can_never_be_taken_over() {
        registrations().begin(registration(ADA, 1));
        confirm(new Proof.Link("token 1"));

        assertThat(registrations().begin(registration(new EmailAddress("ADA@example.org"), 2)))
                .isEqualTo(Begun.KNOWN);
        assertThat(confirm(new Proof.Link("token 2"))).isFalse();
        assertThat(confirm(new Proof.Code(ADA, "code 2"))).isFalse();
        assertThat(registrations().login(ADA).orElseThrow().password())
                .isEqualTo(new PasswordHash("hash 1"));
    }

    @Test
    void a_code_is_used_up_by_wrong_tries_and_its_link_is_not() {
        registrations().begin(registration(ADA, 1));
        for (int i = 0; i < Registration.MOST_TRIES; i++) {
            assertThat(confirm(new Proof.Code(ADA, "wrong"))).isFalse();
        }

        assertThat(confirm(new Proof.Code(ADA, "code 1"))).isFalse();
        assertThat(confirm(new Proof.Link("token 1"))).isTrue();
    }

    @Test
    void the_last_try_may_be_the_right_one() {
        registrations().begin(registration(ADA, 1));
        for (int i = 1; i < Registration.MOST_TRIES; i++) {
            confirm(new Proof.Code(ADA, "wrong"));
        }

        assertThat(confirm(new Proof.Code(ADA, "code 1"))).isTrue();
    }

    @Test
    void nothing_is_good_after_its_time() {
        registrations().begin(registration(ADA, 1));
        Account late = account(NOW.plus(Registration.LASTS));

        assertThat(registrations().confirm(new Proof.Link("token 1"), late)).isFalse();
        assertThat(registrations().confirm(new Proof.Code(ADA, "code 1"), late)).isFalse();
    }

    @Test
    void few_wait_for_one_address_whether_or_not_it_is_known() {
        for (int i = 0; i < Registration.MOST_PENDING; i++) {
            assertThat(registrations().begin(registration(ADA, i))).isEqualTo(Begun.PENDING);
        }
        assertThat(registrations().begin(registration(ADA, 9))).isEqualTo(Begun.TOO_MANY);
        assertThat(confirm(new Proof.Link("token 9"))).isFalse();
        assertThat(registrations().begin(registration(BOB, 10))).isEqualTo(Begun.PENDING);

        assertThat(confirm(new Proof.Link("token 0"))).isTrue();
        for (int i = 0; i < Registration.MOST_PENDING; i++) {
            assertThat(registrations().begin(registration(ADA, 20 + i))).isEqualTo(Begun.KNOWN);
        }
        assertThat(registrations().begin(registration(ADA, 30))).isEqualTo(Begun.TOO_MANY);
    }

    @Test
    void however_many_register_or_confirm_at_once_the_bounds_hold() throws InterruptedException {
        List<Begun> begun =
                AtOnce.run(
                        2 * Registration.MOST_PENDING,
                        i -> registrations().begin(registration(ADA, i)));
        List<Boolean> confirmed =
                AtOnce.run(
                        2 * Registration.MOST_PENDING, i -> confirm(new Proof.Link("token " + i)));

        assertThat(begun).filteredOn(Begun.PENDING::equals).hasSize(Registration.MOST_PENDING);
        assertThat(confirmed).containsOnlyOnce(true);
    }

    @Test
    void a_change_of_password_ends_all_sessions_of_the_account_and_no_other() {
        Account ada = account(NOW);
        Account bob = account(NOW);
        registrations().begin(registration(ADA, 1));
        registrations().begin(registration(BOB, 2));
        registrations().confirm(new Proof.Link("token 1"), ada);
        registrations().confirm(new Proof.Link("token 2"), bob);
        SessionId adas = session(ada);
        SessionId bobs = session(bob);
        PasswordHash old = new PasswordHash("hash 1");
        PasswordHash chosen = new PasswordHash("hash 3");

        assertThat(registrations().changePassword(ada.id(), chosen, old)).isFalse();
        assertThat(sessions().account(adas, NOW)).isPresent();
        assertThat(registrations().changePassword(ada.id(), old, chosen)).isTrue();

        assertThat(registrations().login(ADA)).contains(new Login(ada.id(), ADA, chosen));
        assertThat(sessions().account(adas, NOW)).isEmpty();
        assertThat(sessions().account(bobs, NOW)).isPresent();
        assertThat(registrations().changePassword(ada.id(), old, chosen)).isFalse();
    }

    private SessionId session(Account account) {
        SessionId id = new SessionId(UUID.randomUUID());
        PasswordHash shown =
                registrations()
                        .address(account.id())
                        .flatMap(registrations()::login)
                        .orElseThrow()
                        .password();
        sessions().begin(new Session(id, account.id(), "a browser", NOW, NOW), shown);
        return id;
    }

    @Test
    void what_is_over_is_dropped_in_batches() {
        registrations().begin(registration(ADA, 1));
        registrations().begin(registration(BOB, 2));
        Instant over = NOW.plus(Registration.LASTS);

        assertThat(registrations().dropExpired(over.minus(Duration.ofMillis(1)), 10)).isZero();
        assertThat(registrations().dropExpired(over, 1)).isEqualTo(1);
        assertThat(registrations().dropExpired(over, 10)).isEqualTo(1);
        assertThat(registrations().dropExpired(over, 10)).isZero();
    }
}
