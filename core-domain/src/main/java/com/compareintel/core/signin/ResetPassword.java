package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.identity.Payer;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Gives whoever forgot a password another, if they read the mail of the account's address. Whoever
/// asks learns nothing about the address: what is answered, and all the work that is waited for, is
/// the same whether or not it is known.
@UseCase
public final class ResetPassword {
    private final Passwords passwords;
    private final Challenges challenges;
    private final Post post;
    private final RateLimiter limiter;
    private final SignInLimits limits;
    private final Supplier<URI> home;
    private final Supplier<UUID> ids;
    private final Secrets secrets;
    private final Clock clock;

    /// What it leans on.
    public record Means(
            Passwords passwords, Challenges challenges, Post post, RateLimiter limiter) {}

    /// @param home where the service is found, asked when it is to be written
    /// @param random cryptographically strong
    public ResetPassword(
            Means means,
            SignInLimits limits,
            Supplier<URI> home,
            Supplier<UUID> ids,
            RandomGenerator random,
            Clock clock) {
        this.passwords = means.passwords();
        this.challenges = means.challenges();
        this.post = means.post();
        this.limiter = means.limiter();
        this.limits = limits;
        this.home = home;
        this.ids = ids;
        this.secrets = new Secrets(random);
        this.clock = clock;
    }

    /// What became of an attempt to choose another password.
    public enum Outcome {
        /// The account has the new password and is logged in nowhere.
        CHANGED,

        /// The proof was never good, or is no longer.
        WRONG,

        /// Too many others are hashing passwords at the moment; nothing changed.
        BUSY
    }

    /// Whether this network may ask once more now; counts it if so. Each time is a letter to
    /// somebody, as is each registration, and they are counted together.
    public RateDecision mayAsk(Payer.Network network) {
        return limiter.claim(List.of(new Claim(network.key(), limits.registrations())));
    }

    /// Writes to an address what is to be done, or that there is no account.
    public void ask(EmailAddress address) {
        Challenge challenge =
                new Challenge(ids.get(), address, secrets.token(), secrets.code(), clock.instant());
        switch (challenges.askReset(challenge)) {
            case PENDING -> post.send(Letters.reset(challenge, home.get()));
            case IDLE -> post.send(Letters.unknown(challenge, home.get()));
            case TOO_MANY, LATE -> {}
        }
    }

    /// Whether this network may try once more now; counts it if so.
    public RateDecision mayTry(Payer.Network network) {
        return limiter.claim(List.of(new Claim(network.key(), limits.confirmations())));
    }

    /// Gives the account a new password without flaw. Its owner is told by mail.
    public Outcome by(Proof proof, Password chosen) {
        Optional<PasswordHash> hash = passwords.hash(chosen);
        if (hash.isEmpty()) {
            return Outcome.BUSY;
        }
        Optional<EmailAddress> address = challenges.reset(proof, hash.get(), clock.instant());
        address.map(Letters::passwordChanged).ifPresent(post::send);
        return address.isPresent() ? Outcome.CHANGED : Outcome.WRONG;
    }
}
