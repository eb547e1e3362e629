package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Account;
import com.compareintel.core.account.Accounts;
import com.compareintel.core.identity.AccountId;
import java.util.Optional;

/// Shows an account to its owner.
@UseCase
public final class ShowAccount {
    private final Accounts accounts;
    private final Registrations registrations;

    public ShowAccount(Accounts accounts, Registrations registrations) {
        this.accounts = accounts;
        this.registrations = registrations;
    }

    /// An account, and the address it is entered with, unless it has keys only.
    public record Shown(Account account, Optional<EmailAddress> address) {}

    /// An account that exists.
    public Shown of(AccountId id) {
        Account account =
                accounts.find(id).orElseThrow(() -> new IllegalStateException("no account " + id));
        return new Shown(account, registrations.address(id));
    }
}
