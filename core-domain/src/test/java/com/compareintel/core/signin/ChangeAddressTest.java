package com.compareintel.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.signin.ChangeAddress.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChangeAddressTest {
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final EmailAddress NEW = new EmailAddress("ada@example.net");
    private static final EmailAddress BOB = new EmailAddress("bob@example.org");
    private static final Password PASSWORD = new Password("a tide of two seas");
    private static final Payer.Network HOME = new Payer.Network("home", Optional.empty());
    private static final Pattern LINK = Pattern.compile("https://ci\\.example/email#(\\S+)");

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final InMemoryRegistrations registrations =
            new InMemoryRegistrations(new InMemoryAccounts());
    private final InMemoryChallenges challenges = new InMemoryChallenges(registrations);
    private final List<Letter> letters = new ArrayList<>();
    private final ChangeAddress change = change(new PlainPasswords());
    private final Account ada = open(ADA);

    private ChangeAddress change(Passwords passwords) {
        return new ChangeAddress(
                new ChangeAddress.Means(
                        passwords,
                        registrations,
                        challenges,
                        letters::add,
                        new PlainRateLimiter(clock)),
                SignInLimits.hourly(2, 3, 1, 4, 1),
                () -> URI.create("https://ci.example"),
                UUID::randomUUID,
                new Random(1),
                clock);
    }

    private Account open(EmailAddress address) {
        Account account = RegistrationsContract.account(Samples.NOW);
        registrations.begin(
                new Registration(
                        UUID.randomUUID(),
                        address,
                        new PlainPasswords().hash(PASSWORD).orElseThrow(),
                        address.text(),
                        "code",
                        Samples.NOW));
        registrations.confirm(new Proof.Link(address.text()), account);
        return account;
    }

    @Test
    void the_new_address_confirms_and_the_old_one_is_told() {
        assertThat(change.ask(ada.id(), PASSWORD, NEW)).isEqualTo(Outcome.ASKED);
        assertThat(letters).extracting(Letter::to).containsExactly(NEW);
        Matcher link = LINK.matcher(letters.getFirst().text());
        assertThat(link.find()).isTrue();

        assertThat(change.by(new Proof.Link(link.group(1)))).isTrue();

        assertThat(registrations.address(ada.id())).contains(NEW);
        assertThat(letters).extracting(Letter::to).containsExactly(NEW, ADA);
        assertThat(letters.getLast().text()).doesNotContain(NEW.text());
        assertThat(change.by(new Proof.Link(link.group(1)))).isFalse();
    }

    @Test
    void who_asks_for_an_address_of_another_learns_nothing_and_its_owner_is_told() {
        open(BOB);

        assertThat(change.ask(ada.id(), PASSWORD, BOB)).isEqualTo(Outcome.ASKED);

        assertThat(letters).extracting(Letter::to).containsExactly(BOB);
        assertThat(letters.getFirst().text()).contains("already").doesNotContain("/email");
    }

    @Test
    void who_does_not_know_the_password_has_nothing_written() {
        assertThat(change.ask(ada.id(), new Password("a tide of one sea"), NEW))
                .isEqualTo(Outcome.WRONG);
        assertThat(change.ask(new AccountId(UUID.randomUUID()), PASSWORD, NEW))
                .isEqualTo(Outcome.WRONG);
        assertThat(change(new BusyPasswords()).ask(ada.id(), PASSWORD, NEW))
                .isEqualTo(Outcome.BUSY);

        assertThat(letters).isEmpty();
    }

    @Test
    void who_showed_a_password_that_was_changed_meanwhile_has_nothing_written() {
        PasswordHash shown = registrations.login(ADA).orElseThrow().password();
        Passwords slow =
                new MeanwhilePasswords(() ->
                        registrations.changePassword(ada.id(), shown, new PasswordHash("another")));

        assertThat(change(slow).ask(ada.id(), PASSWORD, NEW)).isEqualTo(Outcome.WRONG);

        assertThat(letters).isEmpty();
    }

    @Test
    void letters_and_tries_are_counted() {
        for (int i = 0; i < 10; i++) {
            change.ask(ada.id(), PASSWORD, NEW);
        }
        assertThat(letters).hasSize(Challenge.MOST_PENDING);

        for (int i = 0; i < 2; i++) {
            assertThat(change.mayAsk(HOME)).isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(change.mayAsk(HOME)).isInstanceOf(RateDecision.Throttled.class);
        for (int i = 0; i < 3; i++) {
            assertThat(change.mayConfirm(HOME)).isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(change.mayConfirm(HOME)).isInstanceOf(RateDecision.Throttled.class);
        for (int i = 0; i < 4; i++) {
            assertThat(change.mayTry(ada.id())).isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(change.mayTry(ada.id())).isInstanceOf(RateDecision.Throttled.class);
    }
}
