package com.compareintel.core.staff;

import com.compareintel.core.Port;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.identity.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Does what staff does, and writes down who did what, and why.
///
/// Thread-safe and blocking; a broken database is an unchecked exception, after which the act may
/// or may not have been done.
@Port
public interface Desk {
    /// Does an act and enters it into the audit, both or neither, by the roles that both accounts
    /// have in that moment. Acts about one account take place one after the other.
    ///
    /// @param idempotency remembered if it is done; then the same is not done again
    Outcome act(Act act, Optional<Idempotency> idempotency);

    /// The audit, newest first, from behind the entry `after` on; empty if there is no entry of
    /// that id. Entries are never changed, and new ones always stand before all that could be read.
    ///
    /// @param limit at least 1
    Optional<List<AuditEntry>> audit(About about, Optional<UUID> after, int limit);

    /// Which entries of the audit; all, if neither is given.
    ///
    /// @param actor only what this account did
    /// @param subject only what was done to this account or model
    record About(Optional<AccountId> actor, Optional<String> subject) {
        /// Everything.
        public static final About ALL = new About(Optional.empty(), Optional.empty());
    }

    /// What became of an act. Only the first wrote anything.
    sealed interface Outcome {
        /// It is done.
        record Done(AuditEntry entry) implements Outcome {}

        /// It was done before under the same idempotency key.
        ///
        /// @param entry what was done then
        record Repeated(AuditEntry entry, String fingerprint) implements Outcome {}

        /// The idempotency key was used before for something that is no act.
        record Foreign() implements Outcome {}

        /// It stands like that already.
        record Unchanged() implements Outcome {}

        /// There is no such account.
        record Missing() implements Outcome {}

        /// Whoever asks may not.
        record Lacking(Authority.Lack lack) implements Outcome {}

        /// There is not as much credit to take.
        record TooMuch(Credits available) implements Outcome {}
    }
}
