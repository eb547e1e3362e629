package com.compareintel.core.signin;

import java.util.Locale;
import java.util.Set;

/// The few common passwords that tests choose.
public final class FewCommonPasswords implements CommonPasswords {
    private static final Set<String> FEW =
            Set.of(
                    "password1",
                    "password123",
                    "password",
                    "12345678",
                    "qwertyuiop",
                    "iloveyou1",
                    "baseball");

    @Override
    public boolean hold(Password password) {
        return FEW.contains(password.secret().toLowerCase(Locale.ROOT));
    }
}
