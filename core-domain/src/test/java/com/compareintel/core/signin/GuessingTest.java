package com.compareintel.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.account.InMemoryAccounts;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.RateDecision;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many guess at the password of one account, from everywhere, at the limits as they come.
class GuessingTest {
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final Password PASSWORD = new Password("a tide of two seas");
    private static final int TRIES = 10_000;
    private static final int NETWORKS = 1_000;
    private static final Payer.Network HOME = new Payer.Network("home", Optional.empty());

    private final ManualClock clock = new ManualClock(Samples.NOW);
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final InMemoryRegistrations registrations = new InMemoryRegistrations(accounts);
    private final AtomicInteger hashed = new AtomicInteger();
    private final Passwords counted =
            new Passwords() {
                private final Passwords plain = new PlainPasswords();

                @Override
                public Optional<PasswordHash> hash(Password password) {
                    hashed.incrementAndGet();
                    return plain.hash(password);
                }

                @Override
                public Check check(Password password, Optional<PasswordHash> hash) {
                    hashed.incrementAndGet();
                    return plain.check(password, hash);
                }
            };
    private final LogIn logIn =
            new LogIn(
                    new LogIn.Means(
                            counted,
                            registrations,
                            new InMemorySessions(accounts),
                            new InMemoryDevices(registrations),
                            new PlainTokens(),
                            new PlainRateLimiter(clock)),
                    SignInLimits.STANDARD,
                    UUID::randomUUID,
                    new Random(1),
                    clock);

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
        registrations.confirm(
                new Proof.Link("token"), RegistrationsContract.account(clock.instant()));
    }

    /// As the route does it.
    private Optional<LogIn.Outcome> attempt(
            Password password, Payer.Network network, Optional<DeviceToken> device) {
        return logIn.mayTry(ADA, network, device) instanceof RateDecision.Throttled
                ? Optional.empty()
                : Optional.of(logIn.by(ADA, password, "a browser", device));
    }

    private static Payer.Network network(int number) {
        return new Payer.Network("network " + number, Optional.empty());
    }

    /// All at once, or evenly over the hour.
    @ParameterizedTest
    @ValueSource(longs = {0, 3_600_000 / TRIES})
    void a_hundred_at_most_are_looked_at_in_an_hour_and_the_owner_gets_in_all_the_same(
            long pauseMillis) {
        DeviceToken known =
                ((LogIn.Outcome.In) attempt(PASSWORD, HOME, Optional.empty()).orElseThrow())
                        .device();
        hashed.set(0);
        int owned = 0;

        for (int i = 0; i < TRIES; i++) {
            attempt(new Password("guess " + i), network(i % NETWORKS), Optional.empty());
            if (i % 1_000 == 999) {
                assertThat(attempt(PASSWORD, network(0), Optional.of(known)))
                        .containsInstanceOf(LogIn.Outcome.In.class);
                owned++;
            }
            clock.advance(Duration.ofMillis(pauseMillis));
        }

        assertThat(hashed.get() - owned).isBetween(1, 100);
    }

    @Test
    void a_token_that_was_made_up_helps_nobody() {
        Optional<DeviceToken> madeUp = Optional.of(new DeviceToken("x".repeat(43)));

        for (int i = 0; i < TRIES; i++) {
            attempt(new Password("guess " + i), network(i % NETWORKS), madeUp);
        }

        assertThat(hashed.get()).isBetween(1, 100);
    }
}
