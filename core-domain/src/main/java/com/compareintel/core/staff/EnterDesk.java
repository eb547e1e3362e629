package com.compareintel.core.staff;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.account.Caller;
import com.compareintel.core.account.IssuedKey;
import com.compareintel.core.account.Office;
import com.compareintel.core.account.Scope;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;

/// Lets staff to the operator's desk. The role is the account's, never a key's; and a key opens the
/// desk only if it manages and was issued since the account has its role.
@UseCase
public final class EnterDesk {
    private final Accounts accounts;

    public EnterDesk(Accounts accounts) {
        this.accounts = accounts;
    }

    /// What became of it.
    public sealed interface Outcome {
        /// It is staff.
        record Entered(StaffMember who) implements Outcome {}

        /// It has no role.
        record Stranger() implements Outcome {}

        /// It has one, but called with a key that does not manage, or that is older than the role.
        record WrongKey() implements Outcome {}
    }

    /// Whether this caller is staff, and in which role.
    public Outcome as(Caller caller) {
        return switch (caller.owner()) {
            case Owner.Visitor visitor -> new Outcome.Stranger();
            case Owner.Account(AccountId id) ->
                    accounts.find(id)
                            .filter(account -> !account.isSuspended())
                            .flatMap(Account::office)
                            .map(office -> in(id, office, caller))
                            .orElseGet(Outcome.Stranger::new);
        };
    }

    private static Outcome in(AccountId id, Office office, Caller caller) {
        return caller.key().filter(key -> !opens(key, office)).isPresent()
                ? new Outcome.WrongKey()
                : new Outcome.Entered(
                        new StaffMember(
                                id,
                                office.role(),
                                caller.key().map(IssuedKey::id),
                                caller.idempotencyScope()));
    }

    private static boolean opens(IssuedKey key, Office office) {
        return key.terms().scopes().contains(Scope.MANAGE)
                && !key.createdAt().isBefore(office.since());
    }
}
