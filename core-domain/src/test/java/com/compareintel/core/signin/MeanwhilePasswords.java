package com.compareintel.core.signin;

import java.util.Optional;

/// Passwords that are looked at while something else happens.
final class MeanwhilePasswords implements Passwords {
    private final Passwords passwords = new PlainPasswords();
    private final Runnable meanwhile;

    MeanwhilePasswords(Runnable meanwhile) {
        this.meanwhile = meanwhile;
    }

    @Override
    public Optional<PasswordHash> hash(Password password) {
        return passwords.hash(password);
    }

    @Override
    public Check check(Password password, Optional<PasswordHash> hash) {
        Check check = passwords.check(password, hash);
        meanwhile.run();
        return check;
    }
}
