package com.compareintel.core.signin;

import com.compareintel.core.Port;
import java.time.Instant;
import java.util.Optional;

/// Keeps what waits for proof that somebody reads the mail of an address. Of tokens and codes only
/// hashes are kept. A wrong code counts as a try of everything of its kind that waits for its
/// address, and [Challenge#MOST_TRIES] use it up; links stay good. Each method is one transaction,
/// and those about one address take place one after the other.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Challenges {
    /// What became of a challenge.
    enum Begun {
        /// It waits to be answered.
        PENDING,

        /// It is kept, and no proof will ever be good for it.
        IDLE,

        /// [Challenge#MOST_PENDING] are waiting for this address already, and nothing was kept.
        TOO_MANY,

        /// The account is entered with another password by now, and nothing was kept.
        LATE
    }

    /// Keeps a challenge for another password of the account that its address leads into; idle if
    /// it leads into none. Its work is the same whether or not the address is known.
    Begun askReset(Challenge challenge);

    /// Gives the account that this proof was asked for another password, ends all its sessions and
    /// forgets all other challenges of it. Answers its address; empty if nothing waits for this
    /// proof, or no longer. Nothing does after a change of the password or the address.
    Optional<EmailAddress> reset(Proof proof, PasswordHash password, Instant now);

    /// Keeps a challenge for its address to become the one that an account is entered with; idle if
    /// it leads into an account already, late if this is no longer what the account is entered
    /// with.
    Begun askMove(Challenge challenge, Login login);

    /// What an account was entered with, and is now.
    record Move(EmailAddress from, EmailAddress to) {}

    /// Gives an account the address that this proof was asked for, and forgets all other challenges
    /// of it and all registrations of that address; its sessions go on. Answers empty if nothing
    /// waits for this proof, or no longer, or if the address leads into an account by now.
    Optional<Move> move(Proof proof, Instant now);

    /// Drops up to `limit` challenges that were over at this time, and answers how many.
    int dropExpired(Instant at, int limit);
}
