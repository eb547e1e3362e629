package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.identity.AccountId;
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

/// Lets in who knows an address and its password. A wrong password and an unknown address are
/// answered alike, after the same work.
@UseCase
public final class LogIn {
    private final Passwords passwords;
    private final Registrations registrations;
    private final Sessions sessions;
    private final Tokens tokens;
    private final RateLimiter limiter;
    private final SignInLimits limits;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// What it leans on.
    public record Means(
            Passwords passwords,
            Registrations registrations,
            Sessions sessions,
            Tokens tokens,
            RateLimiter limiter) {}

    /// @param ids new UUIDv7s
    public LogIn(Means means, SignInLimits limits, Supplier<UUID> ids, Clock clock) {
        this.passwords = means.passwords();
        this.registrations = means.registrations();
        this.sessions = means.sessions();
        this.tokens = means.tokens();
        this.limiter = means.limiter();
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of an attempt.
    public sealed interface Outcome {
        /// It was the right password, and there is a session now.
        record In(Entrance entrance) implements Outcome {}

        /// There is no such address with this password.
        record Wrong() implements Outcome {}

        /// Too many others want in at the moment; nothing was looked at.
        record Busy() implements Outcome {}
    }

    /// Whether this network may try this address once more now; counts it if so, whether or not the
    /// address is known.
    public RateDecision mayTry(EmailAddress address, Payer.Network network) {
        return limiter.claim(
                List.of(
                        new Claim("login:" + digest(address.key()), limits.loginsOfAccount()),
                        new Claim(network.key(), limits.loginsOfNetwork())));
    }

    /// Addresses are not for the store that limits are counted in.
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
    /// @param device what the device calls itself
    public Outcome by(EmailAddress address, Password password, String device) {
        Optional<Login> login = registrations.login(address);
        return switch (passwords.check(password, login.map(Login::password))) {
            case RIGHT -> new Outcome.In(begin(login.orElseThrow().account(), device));
            case WRONG -> new Outcome.Wrong();
            case BUSY -> new Outcome.Busy();
        };
    }

    private Entrance begin(AccountId account, String device) {
        Instant now = clock.instant();
        SessionId id = new SessionId(ids.get());
        String name = device.substring(0, Math.min(device.length(), Session.MAX_DEVICE));
        sessions.begin(new Session(id, account, name, now, now));
        return new Entrance(tokens.access(id, now), tokens.refresh(new Tokens.Refresh(id, 1), now));
    }
}
