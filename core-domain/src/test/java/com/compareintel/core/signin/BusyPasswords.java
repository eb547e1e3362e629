package com.compareintel.core.signin;

import java.util.Optional;

/// Never has time.
final class BusyPasswords implements Passwords {
    @Override
    public Optional<PasswordHash> hash(Password password) {
        return Optional.empty();
    }

    @Override
    public Check check(Password password, Optional<PasswordHash> hash) {
        return Check.BUSY;
    }
}
