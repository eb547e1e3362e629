package com.compareintel.core.signin;

import com.compareintel.core.Port;
import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Keeps who is logged in. A session has refresh tokens of generations 1, 2, …, of which the latest
/// is good. One that ended, or was not refreshed for [Session#LASTS], is as good as none. Each
/// method is one transaction.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Sessions {
    /// How long after a turn the token before it may be turned again: for whoever lost the answer.
    Duration FORGIVEN = Duration.ofSeconds(30);

    /// Keeps a session in generation 1, and the latest begun of the account's others so that there
    /// are [Session#MOST]; and answers whether it did. Not if the account is gone, suspended, or
    /// entered with another password by now: whoever showed the old one while it was changed is
    /// late.
    ///
    /// @param shown the hash of the password that was shown
    boolean begin(Session session, PasswordHash shown);

    /// Turns a generation into the next, and answers which that is. The one before the latest is
    /// answered the latest for [#FORGIVEN] after the turn, so that however many turn the same at
    /// once all get the same. Any other was stolen, or its owner's successor was: the session ends,
    /// and nothing is answered.
    OptionalInt turn(SessionId id, int generation, Instant now);

    /// The account of a session.
    Optional<Account> account(SessionId id, Instant now);

    /// The sessions of an account, the latest begun first.
    List<Session> of(AccountId account, Instant now);

    /// Ends a session of this account, and answers whether there was one.
    boolean end(AccountId account, SessionId id, Instant now);

    /// Ends all sessions of this account.
    void endAll(AccountId account);

    /// Drops up to `limit` sessions that are over at this time, and answers how many.
    int dropOver(Instant at, int limit);
}
