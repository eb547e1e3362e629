package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.identity.VisitorId;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Takes in who wants an account. Whoever asks learns nothing about the address: what is answered,
/// and all the work that is waited for, is the same whether or not it is known. Its owner is told
/// by mail.
@UseCase
public final class Register {
    private final Passwords passwords;
    private final Registrations registrations;
    private final Post post;
    private final RateLimiter limiter;
    private final Quota quota;
    private final Supplier<URI> home;
    private final Supplier<UUID> ids;
    private final Secrets secrets;
    private final Clock clock;

    /// What it leans on.
    public record Means(
            Passwords passwords, Registrations registrations, Post post, RateLimiter limiter) {}

    /// @param home where the service is found, asked when it is to be written
    /// @param random cryptographically strong
    public Register(
            Means means,
            SignInLimits limits,
            Supplier<URI> home,
            Supplier<UUID> ids,
            RandomGenerator random,
            Clock clock) {
        this.passwords = means.passwords();
        this.registrations = means.registrations();
        this.post = means.post();
        this.limiter = means.limiter();
        this.quota = limits.registrations();
        this.home = home;
        this.ids = ids;
        this.secrets = new Secrets(random);
        this.clock = clock;
    }

    /// Whether this network may ask once more now; counts it if so.
    public RateDecision mayAsk(Payer.Network network) {
        return limiter.claim(List.of(new Claim(network.key(), quota)));
    }

    /// Takes in an address and a password without flaw, and answers whether it did: not if too many
    /// ask at the moment. Whatever is to be said about the address goes to it by mail.
    ///
    /// @param visitor who asks, and whose conversations are the account's once there is one
    public boolean begin(EmailAddress address, Password password, Optional<VisitorId> visitor) {
        Optional<PasswordHash> hash = passwords.hash(password);
        hash.ifPresent(hashed -> begin(address, hashed, visitor));
        return hash.isPresent();
    }

    private void begin(EmailAddress address, PasswordHash hash, Optional<VisitorId> visitor) {
        Registration registration =
                new Registration(
                        ids.get(),
                        address,
                        hash,
                        secrets.token(),
                        secrets.code(),
                        visitor,
                        clock.instant());
        switch (registrations.begin(registration)) {
            case PENDING -> post.send(Letters.confirm(registration, home.get()));
            case KNOWN -> post.send(Letters.known(registration, home.get()));
            case TOO_MANY -> {}
        }
    }
}
