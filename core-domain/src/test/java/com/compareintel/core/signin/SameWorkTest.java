package com.compareintel.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever asks about an address is answered alike, after the same calls of the same ports, whether
/// or not it is known: so many hashes, so many letters, so many transactions.
class SameWorkTest {
    private static final EmailAddress KNOWN = new EmailAddress("ada@example.org");
    private static final EmailAddress UNKNOWN = new EmailAddress("eve@example.org");
    private static final Password PASSWORD = new Password("a tide of two seas");
    private static final Password OTHER = new Password("an ebb of three rivers");

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final List<String> work = new ArrayList<>();
    private final InMemoryRegistrations real = new InMemoryRegistrations(new InMemoryAccounts());
    private final Passwords passwords = watched(Passwords.class, new PlainPasswords());
    private final Registrations registrations = watched(Registrations.class, real);
    private final Challenges challenges = watched(Challenges.class, new InMemoryChallenges(real));
    private final Devices devices = watched(Devices.class, new InMemoryDevices(real));
    private final Post post = letter -> work.add("a letter");
    private final PlainRateLimiter limiter = new PlainRateLimiter(clock);
    private final Account ada = RegistrationsContract.account(Samples.NOW);

    /// A port whose calls are noted.
    private <T> T watched(Class<T> port, T real) {
        return port.cast(
                Proxy.newProxyInstance(
                        port.getClassLoader(),
                        new Class<?>[] {port},
                        (proxy, method, arguments) -> {
                            work.add(port.getSimpleName() + "." + method.getName());
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        }));
    }

    @BeforeEach
    void register() {
        real.begin(
                new Registration(
                        UUID.randomUUID(),
                        KNOWN,
                        new PlainPasswords().hash(PASSWORD).orElseThrow(),
                        "token",
                        "code",
                        clock.instant()));
        real.confirm(new Proof.Link("token"), ada);
    }

    private void isTheSame(Function<EmailAddress, Object> question) {
        work.clear();
        Object ofKnown = question.apply(KNOWN);
        List<String> forKnown = List.copyOf(work);
        work.clear();
        Object ofUnknown = question.apply(UNKNOWN);

        assertThat(ofUnknown).isEqualTo(ofKnown);
        assertThat(work).isEqualTo(forKnown).isNotEmpty();
    }

    @Test
    void for_who_registers() {
        Register register =
                new Register(
                        new Register.Means(passwords, registrations, post, limiter),
                        SignInLimits.STANDARD,
                        () -> URI.create("https://ci.example"),
                        UUID::randomUUID,
                        new Random(1),
                        clock);

        isTheSame(address -> register.begin(address, OTHER, Optional.empty()));
        assertThat(work).contains("Passwords.hash", "a letter");
    }

    @Test
    void for_who_guesses_a_code() {
        ConfirmAddress confirm =
                new ConfirmAddress(
                        registrations, limiter, SignInLimits.STANDARD, UUID::randomUUID, clock);

        isTheSame(address -> confirm.by(new Proof.Code(address, "00000000")));
    }

    @Test
    void for_who_guesses_a_password() {
        LogIn logIn =
                new LogIn(
                        new LogIn.Means(
                                passwords,
                                registrations,
                                new InMemorySessions(new InMemoryAccounts()),
                                devices,
                                new PlainTokens(),
                                limiter),
                        SignInLimits.STANDARD,
                        UUID::randomUUID,
                        new Random(1),
                        clock);
        Optional<DeviceToken> madeUp = Optional.of(new DeviceToken("x".repeat(43)));

        isTheSame(address -> logIn.by(address, OTHER, "a browser", madeUp));
        assertThat(work).contains("Passwords.check");
    }

    @Test
    void for_who_forgot_a_password_and_for_who_guesses_what_was_sent() {
        ResetPassword reset =
                new ResetPassword(
                        new ResetPassword.Means(passwords, challenges, post, limiter),
                        SignInLimits.STANDARD,
                        () -> URI.create("https://ci.example"),
                        UUID::randomUUID,
                        new Random(1),
                        clock);

        isTheSame(address -> {
            reset.ask(address);
            return "nothing";
        });
        assertThat(work).contains("a letter");
        isTheSame(address -> reset.by(new Proof.Code(address, "00000000"), OTHER));
        assertThat(work).contains("Passwords.hash");
    }

    @Test
    void for_who_wants_another_address() {
        Account bob = RegistrationsContract.account(Samples.NOW);
        real.begin(
                new Registration(
                        UUID.randomUUID(),
                        new EmailAddress("bob@example.org"),
                        new PlainPasswords().hash(PASSWORD).orElseThrow(),
                        "bobs",
                        "code",
                        clock.instant()));
        real.confirm(new Proof.Link("bobs"), bob);
        ChangeAddress change =
                new ChangeAddress(
                        new ChangeAddress.Means(
                                passwords, registrations, challenges, post, limiter),
                        SignInLimits.STANDARD,
                        () -> URI.create("https://ci.example"),
                        UUID::randomUUID,
                        new Random(1),
                        clock);

        isTheSame(address -> change.ask(bob.id(), PASSWORD, address));
        assertThat(work).contains("a letter");
    }
}
