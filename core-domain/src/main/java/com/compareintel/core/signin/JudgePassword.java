package com.compareintel.core.signin;

import com.compareintel.core.UseCase;
import java.util.Optional;

/// Says what keeps a password from being chosen. Nothing is asked of which characters it has.
@UseCase
public final class JudgePassword {
    private static final String GUESSED = "is among the first that anybody would guess";

    private final CommonPasswords common;

    public JudgePassword(CommonPasswords common) {
        this.common = common;
    }

    /// What keeps this from being chosen for an address; empty if nothing does.
    ///
    /// @param address the address it is for, if that is known
    public Optional<String> flaw(Password password, Optional<EmailAddress> address) {
        if (!password.hasRightLength()) {
            return Optional.of(
                    "must have from " + Password.LEAST + " to " + Password.MOST + " characters");
        }
        return common.hold(password) || address.filter(password::isNameOf).isPresent()
                ? Optional.of(GUESSED)
                : Optional.empty();
    }
}
