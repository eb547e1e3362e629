package com.compareintel.core.signin;

import com.compareintel.core.Port;
import com.compareintel.core.account.Account;
import com.compareintel.core.identity.AccountId;
import java.time.Instant;
import java.util.Optional;

/// Keeps who wants in and who may. Of tokens and codes only hashes are kept. Each method is one
/// transaction, and those about one address take place one after the other.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Registrations {
    /// What became of a registration.
    enum Begun {
        /// It waits to be confirmed.
        PENDING,

        /// The address leads into an account already; what was asked for can never be confirmed.
        KNOWN,

        /// [Registration#MOST_PENDING] are waiting for this address already, and nothing was kept.
        TOO_MANY
    }

    /// Keeps a registration. Its work is the same whether or not the address is known.
    Begun begin(Registration registration);

    /// Opens `account` for whoever can show this, entered with the address and the password of the
    /// registration, and forgets all others of that address. What its visitor owned, if it has one,
    /// is the account's from then on: conversations, comparisons, running ones too, and what they
    /// used; who pays for what runs stays as it is. Answers whether it did: not if nothing waits
    /// for this proof at the time the account is to begin, or no longer. A wrong code counts as a
    /// try of everything that waits for its address, and [Registration#MOST_TRIES] use it up; links
    /// stay good.
    boolean confirm(Proof proof, Account account);

    /// What the account with this address is entered with; empty while it is suspended.
    Optional<Login> login(EmailAddress address);

    /// The address that an account is entered with, unless it has keys only.
    Optional<EmailAddress> address(AccountId account);

    /// Gives an account another password and ends all its sessions, if its password is still
    /// `from`; answers whether it was.
    boolean changePassword(AccountId account, PasswordHash from, PasswordHash to);

    /// Drops up to `limit` registrations that were over at this time, and answers how many.
    int dropExpired(Instant at, int limit);
}
