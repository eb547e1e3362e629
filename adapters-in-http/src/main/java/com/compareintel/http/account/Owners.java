package com.compareintel.http.account;

import com.compareintel.core.account.Caller;
import com.compareintel.core.identity.AccountId;
import com.compareintel.core.identity.Owner;
import com.compareintel.http.problem.Problem;
import com.compareintel.http.problem.ProblemCode;
import com.compareintel.http.problem.ProblemFound;

/// Whose account it is.
final class Owners {
    private Owners() {}

    /// The account of a caller.
    ///
    /// @throws ProblemFound if it is a visitor
    static AccountId account(Caller caller) {
        return switch (caller.owner()) {
            case Owner.Account(AccountId id) -> id;
            case Owner.Visitor visitor ->
                    throw new ProblemFound(
                            Problem.of(
                                    ProblemCode.UNAUTHENTICATED,
                                    "Visitors have no account; log in, or call with a key."));
        };
    }
}
