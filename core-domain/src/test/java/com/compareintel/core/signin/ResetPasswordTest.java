package com.compareintel.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.signin.ResetPassword.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResetPasswordTest {
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final EmailAddress EVE = new EmailAddress("eve@example.org");
    private static final Password CHOSEN = new Password("a tide of one sea");
    private static final Payer.Network HOME = new Payer.Network("home", Optional.empty());
    private static final Pattern LINK = Pattern.compile("https://ci\\.example/reset#(\\S+)");
    private static final Pattern CODE = Pattern.compile("(?m)^ +(\\d{8})$");

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryRegistrations registrations = new InMemoryRegistrations(accounts);
    private final InMemoryChallenges challenges = new InMemoryChallenges(registrations);
    private final List<Letter> letters = new ArrayList<>();
    private final ResetPassword reset = reset(new PlainPasswords());

    private ResetPassword reset(Passwords passwords) {
        return new ResetPassword(
                new ResetPassword.Means(
                        passwords, challenges, letters::add, new PlainRateLimiter(clock)),
                SignInLimits.hourly(2, 3, 1, 1, 1),
                () -> URI.create("https://ci.example"),
                UUID::randomUUID,
                new Random(1),
                clock);
    }

    @BeforeEach
    void register() {
        registrations.begin(
                new Registration(
                        UUID.randomUUID(),
                        ADA,
                        new PasswordHash("old"),
                        "token",
                        "code",
                        clock.instant()));
        registrations.confirm(
                new Proof.Link("token"), RegistrationsContract.account(clock.instant()));
    }

    private String found(Pattern pattern) {
        Matcher matcher = pattern.matcher(letters.getLast().text());
        assertThat(matcher.find()).as(letters.getLast().text()).isTrue();
        return matcher.group(1);
    }

    private PasswordHash kept() {
        return registrations.login(ADA).orElseThrow().password();
    }

    @Test
    void the_link_in_the_letter_leads_to_another_password_and_its_owner_is_told() {
        reset.ask(ADA);

        assertThat(reset.by(new Proof.Link(found(LINK)), CHOSEN)).isEqualTo(Outcome.CHANGED);

        assertThat(kept()).isEqualTo(new PlainPasswords().hash(CHOSEN).orElseThrow());
        assertThat(letters).hasSize(2).allMatch(letter -> letter.to().equals(ADA));
        assertThat(letters.getLast().text()).contains("changed").doesNotContain("tide");
    }

    @Test
    void so_does_the_code() {
        reset.ask(ADA);

        assertThat(reset.by(new Proof.Code(ADA, found(CODE)), CHOSEN)).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void an_unknown_address_gets_a_letter_that_leads_nowhere() {
        reset.ask(EVE);

        assertThat(letters).extracting(Letter::to).containsExactly(EVE);
        assertThat(letters.getFirst().text()).contains("none").doesNotContain("/reset");
    }

    @Test
    void what_was_never_sent_changes_nothing_and_neither_does_haste() {
        reset.ask(ADA);
        String token = found(LINK);

        assertThat(reset.by(new Proof.Link("nonsense"), CHOSEN)).isEqualTo(Outcome.WRONG);
        assertThat(reset(new BusyPasswords()).by(new Proof.Link(token), CHOSEN))
                .isEqualTo(Outcome.BUSY);
        clock.advance(Challenge.LASTS);
        assertThat(reset.by(new Proof.Link(token), CHOSEN)).isEqualTo(Outcome.WRONG);

        assertThat(kept()).isEqualTo(new PasswordHash("old"));
        assertThat(letters).hasSize(1);
    }

    @Test
    void nobody_is_showered_with_letters() {
        for (int i = 0; i < 10; i++) {
            reset.ask(ADA);
        }

        assertThat(letters).hasSize(Challenge.MOST_PENDING);
    }

    @Test
    void a_network_may_ask_and_try_so_often() {
        for (int i = 0; i < 2; i++) {
            assertThat(reset.mayAsk(HOME)).isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(reset.mayAsk(HOME)).isInstanceOf(RateDecision.Throttled.class);
        for (int i = 0; i < 3; i++) {
            assertThat(reset.mayTry(HOME)).isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(reset.mayTry(HOME)).isInstanceOf(RateDecision.Throttled.class);
    }

    @Test
    void secrets_show_in_no_text() {
        reset.ask(ADA);
        Challenge challenge =
                new Challenge(UUID.randomUUID(), ADA, "a token", "12345678", clock.instant());

        assertThat("" + challenge + letters)
                .doesNotContain("a token", "12345678", found(LINK), found(CODE), "example.org");
    }
}
