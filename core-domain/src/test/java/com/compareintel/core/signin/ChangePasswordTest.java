package com.compareintel.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.signin.ChangePassword.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangePasswordTest {
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final Password OLD = new Password("a tide of two seas");
    private static final Password CHOSEN = new Password("a tide of one sea");

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryRegistrations registrations = new InMemoryRegistrations(accounts);
    private final List<Letter> letters = new ArrayList<>();
    private final Account ada = RegistrationsContract.account(Samples.NOW);
    private final ChangePassword change = change(new PlainPasswords());

    private ChangePassword change(Passwords passwords) {
        return new ChangePassword(
                passwords,
                registrations,
                letters::add,
                new PlainRateLimiter(clock),
                SignInLimits.hourly(1, 1, 1, 2, 1));
    }

    @BeforeEach
    void register() {
        registrations.begin(
                new Registration(
                        UUID.randomUUID(),
                        ADA,
                        new PlainPasswords().hash(OLD).orElseThrow(),
                        "token",
                        "code",
                        clock.instant()));
        registrations.confirm(new Proof.Link("token"), ada);
    }

    private PasswordHash kept() {
        return registrations.login(ADA).orElseThrow().password();
    }

    @Test
    void who_knows_the_old_password_chooses_another_and_is_told_by_mail() {
        assertThat(change.by(ada.id(), OLD, CHOSEN)).isEqualTo(Outcome.CHANGED);

        assertThat(kept()).isEqualTo(new PlainPasswords().hash(CHOSEN).orElseThrow());
        assertThat(letters).extracting(Letter::to).containsExactly(ADA);
        assertThat(letters.getFirst().text()).doesNotContain("tide");
    }

    @Test
    void who_does_not_changes_nothing() {
        PasswordHash before = kept();

        assertThat(change.by(ada.id(), CHOSEN, CHOSEN)).isEqualTo(Outcome.WRONG);
        assertThat(change.by(new AccountId(UUID.randomUUID()), OLD, CHOSEN))
                .isEqualTo(Outcome.WRONG);
        assertThat(change(new BusyPasswords()).by(ada.id(), OLD, CHOSEN)).isEqualTo(Outcome.BUSY);

        assertThat(kept()).isEqualTo(before);
        assertThat(letters).isEmpty();
    }

    @Test
    void tries_are_counted() {
        assertThat(change.mayTry(ada.id())).isInstanceOf(RateDecision.Allowed.class);
        assertThat(change.mayTry(ada.id())).isInstanceOf(RateDecision.Allowed.class);
        assertThat(change.mayTry(ada.id())).isInstanceOf(RateDecision.Throttled.class);
        assertThat(change.address(ada.id())).contains(ADA);
    }
}
