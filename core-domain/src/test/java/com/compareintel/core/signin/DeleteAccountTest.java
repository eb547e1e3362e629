package com.compareintel.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.signin.DeleteAccount.Outcome;
import com.compareintel.core.tier.Tier;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeleteAccountTest {
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final Password PASSWORD = new Password("a tide of two seas");

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryRegistrations registrations = new InMemoryRegistrations(accounts);
    private final List<Owner> erased = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();

    private DeleteAccount delete(Passwords passwords) {
        return new DeleteAccount(
                new DeleteAccount.Means(
                        passwords,
                        accounts,
                        registrations,
                        new InMemoryDepartures(accounts, registrations, erased::add),
                        letters::add,
                        new PlainRateLimiter(clock)),
                SignInLimits.hourly(1, 1, 1, 2, 1),
                clock);
    }

    private AccountId open(boolean staff) {
        Account account =
                new Account(
                        new AccountId(UUID.randomUUID()),
                        "account",
                        Tier.FREE,
                        staff,
                        ZoneOffset.UTC,
                        Samples.NOW,
                        Samples.NOW);
        registrations.begin(
                new Registration(
                        UUID.randomUUID(),
                        ADA,
                        new PlainPasswords().hash(PASSWORD).orElseThrow(),
                        "token",
                        "code",
                        Samples.NOW));
        registrations.confirm(new Proof.Link("token"), account);
        return account.id();
    }

    @Test
    void who_knows_the_password_leaves_for_good_and_is_told_so() {
        AccountId ada = open(false);

        assertThat(delete(new PlainPasswords()).by(ada, PASSWORD)).isEqualTo(Outcome.GONE);

        assertThat(accounts.find(ada)).isEmpty();
        assertThat(registrations.login(ADA)).isEmpty();
        assertThat(erased).containsExactly(new Owner.Account(ada));
        assertThat(letters).extracting(Letter::to).containsExactly(ADA);
    }

    @Test
    void who_does_not_stays() {
        AccountId ada = open(false);

        assertThat(delete(new PlainPasswords()).by(ada, new Password("a tide of one sea")))
                .isEqualTo(Outcome.WRONG);
        assertThat(delete(new PlainPasswords()).by(new AccountId(UUID.randomUUID()), PASSWORD))
                .isEqualTo(Outcome.WRONG);
        assertThat(delete(new BusyPasswords()).by(ada, PASSWORD)).isEqualTo(Outcome.BUSY);

        assertThat(accounts.find(ada)).isPresent();
        assertThat(letters).isEmpty();
    }

    @Test
    void who_is_entered_by_keys_only_is_not_asked_for_a_password() {
        Account account = RegistrationsContract.account(Samples.NOW);
        accounts.add(account);
        AccountId ada = open(false);
        DeleteAccount delete = delete(new PlainPasswords());

        assertThat(delete.asksForPassword(ada)).isTrue();
        assertThat(delete.withoutPassword(ada)).isEqualTo(Outcome.WRONG);
        assertThat(delete.asksForPassword(account.id())).isFalse();
        assertThat(delete.withoutPassword(account.id())).isEqualTo(Outcome.GONE);

        assertThat(accounts.find(ada)).isPresent();
        assertThat(accounts.find(account.id())).isEmpty();
        assertThat(erased).containsExactly(new Owner.Account(account.id()));
        assertThat(letters).isEmpty();
    }

    @Test
    void who_changes_the_password_while_it_is_looked_at_stays() {
        AccountId ada = open(false);
        PasswordHash shown = registrations.login(ADA).orElseThrow().password();

        assertThat(
                        delete(
                                        new MeanwhilePasswords(() ->
                                                registrations.changePassword(
                                                        ada, shown, new PasswordHash("another"))))
                                .by(ada, PASSWORD))
                .isEqualTo(Outcome.WRONG);

        assertThat(accounts.find(ada)).isPresent();
        assertThat(letters).isEmpty();
    }

    @Test
    void so_does_the_staff() {
        AccountId owner = open(true);

        assertThat(delete(new PlainPasswords()).by(owner, PASSWORD)).isEqualTo(Outcome.STAFF);

        assertThat(accounts.find(owner)).isPresent();
    }

    @Test
    void tries_are_counted() {
        AccountId ada = open(false);
        DeleteAccount delete = delete(new PlainPasswords());

        assertThat(delete.mayTry(ada)).isInstanceOf(RateDecision.Allowed.class);
        assertThat(delete.mayTry(ada)).isInstanceOf(RateDecision.Allowed.class);
        assertThat(delete.mayTry(ada)).isInstanceOf(RateDecision.Throttled.class);
    }
}
