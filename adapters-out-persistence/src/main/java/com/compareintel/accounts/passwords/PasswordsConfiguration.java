package com.compareintel.accounts.passwords;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How passwords are hashed; `passwords.…` in the configuration.
///
/// @param atOnce how many are hashed at once; each takes 19 MiB
/// @param patience how long one waits for its turn
@Context
@ConfigurationProperties("passwords")
public record PasswordsConfiguration(
        @Bindable(defaultValue = "2") int atOnce,
        @Bindable(defaultValue = "2s") Duration patience) {
    public PasswordsConfiguration {
        if (atOnce < 1) {
            throw new IllegalArgumentException(
                    "passwords.at-once (PASSWORDS_AT_ONCE): must be above zero");
        }
        if (!patience.isPositive()) {
            throw new IllegalArgumentException(
                    "passwords.patience (PASSWORDS_PATIENCE): must be above zero");
        }
    }
}
