package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Lets in who knows an address and its password. A wrong password and an unknown address are
/// answered alike, after the same work.
@UseCase
public final class LogIn {
    private final Passwords passwords;
    private final Registrations registrations;
    private final Sessions sessions;
    private final Devices devices;
    private final Tokens tokens;
    private final RateLimiter limiter;
    private final SignInLimits limits;
    private final Supplier<UUID> ids;
    private final Secrets secrets;
    private final Clock clock;

    /// What it leans on.
    public record Means(
            Passwords passwords,
            Registrations registrations,
            Sessions sessions,
            Devices devices,
            Tokens tokens,
            RateLimiter limiter) {}

    /// @param ids new UUIDv7s
    /// @param random cryptographically strong
    public LogIn(
            Means means,
            SignInLimits limits,
            Supplier<UUID> ids,
            RandomGenerator random,
            Clock clock) {
        this.passwords = means.passwords();
        this.registrations = means.registrations();
        this.sessions = means.sessions();
        this.devices = means.devices();
        this.tokens = means.tokens();
        this.limiter = means.limiter();
        this.limits = limits;
        this.ids = ids;
        this.secrets = new Secrets(random);
        this.clock = clock;
    }

    /// What became of an attempt.
    public sealed interface Outcome {
        /// It was the right password, and there is a session now.
        ///
        /// @param device what to show the next time, so that nobody's guesses are in the way
        record In(Entrance entrance, DeviceToken device) implements Outcome {}

        /// There is no such address with this password.
        record Wrong() implements Outcome {}

        /// Too many others want in at the moment; nothing was looked at.
        record Busy() implements Outcome {}
    }

    /// Whether this network may try this address once more now; counts it if so, whether or not the
    /// address is known. A device that the account was entered from is counted by itself alone:
    /// however many guess elsewhere, or in the same network, it gets in.
    public RateDecision mayTry(
            EmailAddress address, Payer.Network network, Optional<DeviceToken> device) {
        Optional<DeviceToken> known = device.filter(shown -> devices.isKnown(shown, address));
        if (known.isPresent()) {
            return limiter.claim(
                    List.of(
                            new Claim(
                                    "device:" + digest(known.get().secret() + address.key()),
                                    limits.loginsOfDevice())));
        }
        return limiter.claim(
                List.of(
                        new Claim("login:" + digest(address.key()), limits.loginsOfAccount()),
                        new Claim(network.key(), limits.loginsOfNetwork())));
    }

    /// Neither addresses nor tokens are for the store that limits are counted in.
    private static String digest(String key) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /// Tries it.
    ///
    /// @param name what the device calls itself
    /// @param device what it shows
    public Outcome by(
            EmailAddress address, Password password, String name, Optional<DeviceToken> device) {
        Optional<Login> login = registrations.login(address);
        return switch (passwords.check(password, login.map(Login::password))) {
            case RIGHT -> in(login.orElseThrow(), name, device);
            case WRONG -> new Outcome.Wrong();
            case BUSY -> new Outcome.Busy();
        };
    }

    /// A token that this account does not know is not made known to it: somebody else may have put
    /// it there.
    private Outcome in(Login login, String name, Optional<DeviceToken> device) {
        Optional<Entrance> entrance = begin(login, name);
        if (entrance.isEmpty()) {
            return new Outcome.Wrong();
        }
        DeviceToken token =
                device.filter(shown -> devices.isKnown(shown, login.address()))
                        .orElseGet(() -> new DeviceToken(secrets.token()));
        devices.note(token, login.account(), clock.instant());
        return new Outcome.In(entrance.get(), token);
    }

    /// Empty if the password was changed while it was being checked, or the account shut.
    private Optional<Entrance> begin(Login login, String name) {
        Instant now = clock.instant();
        SessionId id = new SessionId(ids.get());
        String device = name.substring(0, Math.min(name.length(), Session.MAX_DEVICE));
        Session session = new Session(id, login.account(), device, now, now);
        if (!sessions.begin(session, login.password())) {
            return Optional.empty();
        }
        String keepsake = secrets.token();
        return Optional.of(
                new Entrance(
                        tokens.access(new Tokens.Access(id, keepsake), now),
                        tokens.refresh(new Tokens.Refresh(id, 1, keepsake), now)));
    }
}
