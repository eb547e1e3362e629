package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Deletes an account with all it owns, at its owner's wish. Whoever is logged in does not
/// therefore know the password, so it is asked for, and tries are counted. An account that is
/// entered by keys only has none: there the key is all that its owner has.
@UseCase
public final class DeleteAccount {
    private final Passwords passwords;
    private final Accounts accounts;
    private final Registrations registrations;
    private final Departures departures;
    private final Post post;
    private final RateLimiter limiter;
    private final SignInLimits limits;
    private final Clock clock;

    /// What it leans on.
    public record Means(
            Passwords passwords,
            Accounts accounts,
            Registrations registrations,
            Departures departures,
            Post post,
            RateLimiter limiter) {}

    public DeleteAccount(Means means, SignInLimits limits, Clock clock) {
        this.passwords = means.passwords();
        this.accounts = means.accounts();
        this.registrations = means.registrations();
        this.departures = means.departures();
        this.post = means.post();
        this.limiter = means.limiter();
        this.limits = limits;
        this.clock = clock;
    }

    /// What became of the wish.
    public enum Outcome {
        /// Nothing lets into the account any more, and what it owned is gone, or will be as soon as
        /// what runs has been cancelled.
        GONE,

        /// The password was another, or there is one and none was shown.
        WRONG,

        /// It belongs to the staff, which has to keep its accounts.
        STAFF,

        /// Too many others are hashing passwords at the moment; nothing happened.
        BUSY
    }

    /// Whether the password may be tried once more now; counts it if so, together with those for
    /// another password.
    public RateDecision mayTry(AccountId account) {
        return limiter.claim(List.of(new Claim("password:" + account, limits.loginsOfAccount())));
    }

    /// Deletes it, if this is its password. Its address is told.
    public Outcome by(AccountId account, Password password) {
        Optional<Login> login = registrations.address(account).flatMap(registrations::login);
        return switch (passwords.check(password, login.map(Login::password))) {
            case RIGHT -> leave(account, login);
            case WRONG -> Outcome.WRONG;
            case BUSY -> Outcome.BUSY;
        };
    }

    /// Whether an account has a password to be asked for; whoever is entered by keys only has none.
    public boolean asksForPassword(AccountId account) {
        return registrations.address(account).isPresent();
    }

    /// Deletes an account that has no password. To be called for whoever is let into it and says
    /// which it is.
    public Outcome withoutPassword(AccountId account) {
        return leave(account, Optional.empty());
    }

    private Outcome leave(AccountId account, Optional<Login> login) {
        if (departures.leave(account, login.map(Login::password), clock.instant())) {
            departures.erase(account);
            login.map(Login::address).map(Letters::gone).ifPresent(post::send);
            return Outcome.GONE;
        }
        return accounts.find(account)
                .map(still -> still.staff() ? Outcome.STAFF : Outcome.WRONG)
                .orElse(Outcome.GONE);
    }
}
