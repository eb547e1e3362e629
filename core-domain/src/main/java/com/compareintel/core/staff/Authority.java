package com.compareintel.core.staff;

import com.compareintel.core.account.Account;
import com.compareintel.core.account.Role;
import java.util.Optional;

/// Who may do what to whom. Pure; decided on both accounts as they stand when it is done.
///
/// Nobody acts on themselves, nor on whoever has the same role or a higher one: so the owner, of
/// whom there is one, is beyond everybody's reach, and two admins cannot lock each other out.
public final class Authority {
    private Authority() {}

    /// Why something is not done.
    public enum Lack {
        /// Whoever asks has no role, or is suspended.
        STRANGER,
        /// Its role is too low for this.
        TOO_LOW,
        /// It is the very account.
        SELF,
        /// The account has the same role or a higher one.
        NOT_ABOVE
    }

    /// Why `actor` may not do this to `subject`; empty if it may.
    ///
    /// @param subject the account it is done to, if it is one
    public static Optional<Lack> lack(Deed deed, Account actor, Optional<Account> subject) {
        Optional<Role> role = actor.role().filter(any -> !actor.isSuspended());
        if (role.isEmpty()) {
            return Optional.of(Lack.STRANGER);
        }
        if (!role.get().includes(deed.needs())) {
            return Optional.of(Lack.TOO_LOW);
        }
        if (subject.filter(other -> other.id().equals(actor.id())).isPresent()) {
            return Optional.of(Lack.SELF);
        }
        return subject.flatMap(Account::role)
                .filter(other -> !role.get().isAbove(other))
                .map(other -> Lack.NOT_ABOVE);
    }
}
