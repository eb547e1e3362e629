package com.compareintel.core.signin;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.tier.Tier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [Register], [ConfirmAddress], and what an address and a password may be.
class RegisterTest {
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final Password PASSWORD = new Password("a tide of two seas");
    private static final Payer.Network HOME = new Payer.Network("home", Optional.empty());
    private static final Pattern LINK = Pattern.compile("https://ci\\.example/verify#(\\S+)");
    private static final Pattern CODE = Pattern.compile("(?m)^ +(\\d{8})$");

    private final JudgePassword judge = new JudgePassword(new FewCommonPasswords());
    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryRegistrations registrations = new InMemoryRegistrations(accounts);
    private final List<Letter> letters = new ArrayList<>();
    private final PlainRateLimiter limiter = new PlainRateLimiter(clock);
    private final Register register = register(new PlainPasswords());
    private final ConfirmAddress confirm =
            new ConfirmAddress(
                    registrations,
                    limiter,
                    SignInLimits.hourly(2, 3, 4, 5, 6),
                    UUID::randomUUID,
                    clock);

    private Register register(Passwords passwords) {
        return new Register(
                new Register.Means(passwords, registrations, letters::add, limiter),
                SignInLimits.hourly(2, 3, 4, 5, 6),
                () -> URI.create("https://ci.example"),
                UUID::randomUUID,
                new Random(1),
                clock);
    }

    private static String found(Pattern pattern, Letter letter) {
        Matcher matcher = pattern.matcher(letter.text());
        assertThat(matcher.find()).as(letter.text()).isTrue();
        return matcher.group(1);
    }

    @Test
    void the_letter_has_a_link_and_a_code_that_open_a_free_account() {
        assertThat(register.begin(ADA, PASSWORD, Optional.empty())).isTrue();
        register.begin(new EmailAddress("bob@example.org"), PASSWORD, Optional.empty());

        assertThat(letters)
                .extracting(Letter::to)
                .extracting(EmailAddress::key)
                .contains(ADA.key());
        assertThat(confirm.by(new Proof.Link(found(LINK, letters.get(0))))).isTrue();
        assertThat(confirm.by(new Proof.Code(letters.get(1).to(), found(CODE, letters.get(1)))))
                .isTrue();
        Login login = registrations.login(ADA).orElseThrow();
        Account account = accounts.find(login.account()).orElseThrow();
        assertThat(account.tier()).isEqualTo(Tier.FREE);
        assertThat(account.staff()).isFalse();
        assertThat(account.createdAt()).isEqualTo(clock.instant());
        assertThat(login.password()).isEqualTo(new PlainPasswords().hash(PASSWORD).orElseThrow());
    }

    @Test
    void what_a_visitor_owned_is_its_accounts_and_nobody_elses() {
        VisitorId visitor = new VisitorId(UUID.randomUUID());
        register.begin(ADA, PASSWORD, Optional.of(visitor));
        assertThat(registrations.heirs()).isEmpty();

        confirm.by(new Proof.Link(found(LINK, letters.getFirst())));

        assertThat(registrations.heirs())
                .containsExactly(entry(visitor, registrations.login(ADA).orElseThrow().account()));
    }

    @Test
    void whoever_registers_a_known_address_learns_nothing_and_its_owner_is_told() {
        register.begin(ADA, PASSWORD, Optional.empty());
        confirm.by(new Proof.Link(found(LINK, letters.getFirst())));

        assertThat(register.begin(ADA, new Password("another tide"), Optional.empty())).isTrue();

        assertThat(letters.getLast().to()).isEqualTo(ADA);
        assertThat(letters.getLast().text()).contains("already").doesNotContain("verify");
    }

    @Test
    void nobody_is_showered_with_letters() {
        for (int i = 0; i < 10; i++) {
            assertThat(register.begin(ADA, PASSWORD, Optional.empty())).isTrue();
        }

        assertThat(letters).hasSize(Registration.MOST_PENDING);
    }

    @Test
    void where_too_many_are_hashed_nothing_begins() {
        assertThat(register(new BusyPasswords()).begin(ADA, PASSWORD, Optional.empty())).isFalse();

        assertThat(letters).isEmpty();
    }

    @Test
    void a_network_may_ask_and_try_so_often() {
        for (int i = 0; i < 2; i++) {
            assertThat(register.mayAsk(HOME)).isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(register.mayAsk(HOME)).isInstanceOf(RateDecision.Throttled.class);
        for (int i = 0; i < 3; i++) {
            assertThat(confirm.mayTry(HOME)).isInstanceOf(RateDecision.Allowed.class);
        }
        assertThat(confirm.mayTry(HOME)).isInstanceOf(RateDecision.Throttled.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "Ada.Lovelace+ci@mail.example.co.uk",
                "o'neil@example.org",
                "1@1.1",
                "a@xn--mnchen-3ya.example"
            })
    void addresses_of_mail(String text) {
        assertThat(EmailAddress.parse(text)).contains(new EmailAddress(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "ada@",
                "@example.org",
                "ada@example",
                "ada@@example.org",
                ".ada@example.org",
                "ada.@example.org",
                "a..b@example.org",
                "ada@-example.org",
                "ada@example..org",
                "ada @example.org",
                "ada@example.org ",
                "ada@example.org\nBcc: all@example.org",
                "ada@example.org\r",
                "ada\u0000@example.org",
                "\"ada\"@example.org",
                "Ada <ada@example.org>",
                "ada@example.org,bob@example.org",
                "äda@example.org"
            })
    void what_is_no_address_of_mail(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void an_address_has_the_length_that_mail_allows() {
        String domain = ("a".repeat(61) + ".").repeat(3) + "ab";

        assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain)).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + "@" + domain)).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(64) + "@abc" + domain)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "        ",
                "aaaaaaab",
                "🌊🌊🌊🌊🌊🌊🌊🌊",
                "correct horse battery",
                "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007"
            })
    void any_eight_characters_are_a_password(String secret) {
        assertThat(judge.flaw(new Password(secret), Optional.of(ADA))).isEmpty();
        assertThat(judge.flaw(new Password("x".repeat(128)), Optional.of(ADA))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "🌊🌊🌊🌊🌊🌊🌊",
                "password",
                "PassWord1",
                "12345678",
                "QWERTYUIOP",
                "ADA@example.org"
            })
    void what_is_too_short_or_guessed_first_is_none(String secret) {
        assertThat(judge.flaw(new Password(secret), Optional.of(ADA))).isPresent();
        assertThat(judge.flaw(new Password("x".repeat(129)), Optional.empty())).isPresent();
    }

    @Test
    void a_password_is_the_same_however_its_letters_are_put_together() {
        assertThat(new Password("u\u0308ber alles Wasser"))
                .isEqualTo(new Password("\u00fcber alles Wasser"));
    }

    @Test
    void secrets_show_in_no_text() {
        register.begin(ADA, PASSWORD, Optional.empty());
        String token = found(LINK, letters.getFirst());
        Registration registration =
                new Registration(
                        UUID.randomUUID(),
                        ADA,
                        new PasswordHash("hash"),
                        token,
                        "12345678",
                        clock.instant());

        assertThat(
                        ""
                                + PASSWORD
                                + letters
                                + registration
                                + new Proof.Link(token)
                                + new Proof.Code(ADA, "12345678")
                                + registration.password())
                .doesNotContain(token, "tide", "12345678", "hash", "example.org");
    }
}
