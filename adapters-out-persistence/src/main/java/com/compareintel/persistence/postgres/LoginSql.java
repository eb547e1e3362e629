package com.compareintel.persistence.postgres;

import com.compareintel.core.identity.AccountId;

/// Rows of `logins`, beside the accounts that they lead into.
final class LoginSql {
    private LoginSql() {}

    /// Adds the statements after which an account, and what it is entered with, stay as they are
    /// until the transaction ends; whoever is changing them is waited for. The first answers the
    /// account's row, the second its login's, if there are such. Accounts come first, as they do
    /// for whoever deletes them.
    static Script hold(Script script, AccountId account) {
        return script.add("SELECT id FROM accounts WHERE id = ? FOR SHARE", account.value())
                .add(
                        "SELECT password_hash FROM logins WHERE account_id = ? FOR SHARE",
                        account.value());
    }
}
