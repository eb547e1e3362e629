package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.identity.AccountId;
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

/// Gives an account another address, once somebody has shown that they read its mail. Whoever asks
/// learns nothing about that address; the old one is told when it has changed.
@UseCase
public final class ChangeAddress {
    private final Passwords passwords;
    private final Registrations registrations;
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
            Passwords passwords,
            Registrations registrations,
            Challenges challenges,
            Post post,
            RateLimiter limiter) {}

    /// @param home where the service is found, asked when it is to be written
    /// @param random cryptographically strong
    public ChangeAddress(
            Means means,
            SignInLimits limits,
            Supplier<URI> home,
            Supplier<UUID> ids,
            RandomGenerator random,
            Clock clock) {
        this.passwords = means.passwords();
        this.registrations = means.registrations();
        this.challenges = means.challenges();
        this.post = means.post();
        this.limiter = means.limiter();
        this.limits = limits;
        this.home = home;
        this.ids = ids;
        this.secrets = new Secrets(random);
        this.clock = clock;
    }

    /// What became of the wish for another address.
    public enum Outcome {
        /// Whatever is to be said has gone to that address.
        ASKED,

        /// The password was another, or the account is entered by keys only.
        WRONG,

        /// Too many others are hashing passwords at the moment; nothing happened.
        BUSY
    }

    /// Whether the password may be tried once more now; counts it if so, together with those for
    /// another password.
    public RateDecision mayTry(AccountId account) {
        return limiter.claim(List.of(new Claim("password:" + account, limits.loginsOfAccount())));
    }

    /// Whether this network may have one more letter written now; counts it if so.
    public RateDecision mayAsk(Payer.Network network) {
        return limiter.claim(List.of(new Claim(network.key(), limits.registrations())));
    }

    /// Writes to an address what is to be done, if this is the account's password.
    public Outcome ask(AccountId account, Password password, EmailAddress chosen) {
        Optional<Login> login = registrations.address(account).flatMap(registrations::login);
        return switch (passwords.check(password, login.map(Login::password))) {
            case RIGHT -> challenge(login.orElseThrow(), chosen);
            case WRONG -> Outcome.WRONG;
            case BUSY -> Outcome.BUSY;
        };
    }

    private Outcome challenge(Login login, EmailAddress chosen) {
        Challenge challenge =
                new Challenge(ids.get(), chosen, secrets.token(), secrets.code(), clock.instant());
        return switch (challenges.askMove(challenge, login)) {
            case PENDING -> {
                post.send(Letters.move(challenge, home.get()));
                yield Outcome.ASKED;
            }
            case IDLE -> {
                post.send(Letters.taken(challenge, home.get()));
                yield Outcome.ASKED;
            }
            case TOO_MANY -> Outcome.ASKED;
            case LATE -> Outcome.WRONG;
        };
    }

    /// Whether this network may show a proof once more now; counts it if so.
    public RateDecision mayConfirm(Payer.Network network) {
        return limiter.claim(List.of(new Claim(network.key(), limits.confirmations())));
    }

    /// Gives the account the address that this proof is of, and answers whether it did.
    public boolean by(Proof proof) {
        Optional<Challenges.Move> move = challenges.move(proof, clock.instant());
        move.map(Challenges.Move::from).map(Letters::moved).ifPresent(post::send);
        return move.isPresent();
    }
}
