package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import java.util.List;
import java.util.Optional;

/// Gives an account another password. Whoever is logged in does not therefore know the old one, so
/// it is asked for, and tries are counted.
@UseCase
public final class ChangePassword {
    private final Passwords passwords;
    private final Registrations registrations;
    private final Post post;
    private final RateLimiter limiter;
    private final SignInLimits limits;

    public ChangePassword(
            Passwords passwords,
            Registrations registrations,
            Post post,
            RateLimiter limiter,
            SignInLimits limits) {
        this.passwords = passwords;
        this.registrations = registrations;
        this.post = post;
        this.limiter = limiter;
        this.limits = limits;
    }

    /// What became of it.
    public enum Outcome {
        /// The account has the new password and is logged in nowhere.
        CHANGED,

        /// The old password was another, or the account is entered by keys only.
        WRONG,

        /// Too many others are hashing passwords at the moment; nothing changed.
        BUSY
    }

    /// The address that an account is entered with, which its password must not be.
    public Optional<EmailAddress> address(AccountId account) {
        return registrations.address(account);
    }

    /// Whether it may be tried once more now; counts it if so.
    public RateDecision mayTry(AccountId account) {
        return limiter.claim(List.of(new Claim("password:" + account, limits.loginsOfAccount())));
    }

    /// Tries it, with a new password without flaw. The owner is told by mail.
    public Outcome by(AccountId account, Password old, Password chosen) {
        Optional<Login> login = registrations.address(account).flatMap(registrations::login);
        return switch (passwords.check(old, login.map(Login::password))) {
            case RIGHT -> change(login.orElseThrow(), chosen);
            case WRONG -> Outcome.WRONG;
            case BUSY -> Outcome.BUSY;
        };
    }

    private Outcome change(Login login, Password chosen) {
        Optional<PasswordHash> hash = passwords.hash(chosen);
        if (hash.isEmpty()) {
            return Outcome.BUSY;
        }
        if (!registrations.changePassword(login.account(), login.password(), hash.get())) {
            return Outcome.WRONG;
        }
        post.send(Letters.passwordChanged(login.address()));
        return Outcome.CHANGED;
    }
}
