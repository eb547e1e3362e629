package com.compareintel.accounts.passwords;

import com.compareintel.core.signin.Password;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Passwords;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/// Argon2id at OWASP's first recommendation: 19 MiB, two passes, one lane; some 50 ms of a
/// processor. No more than a few at once, in the order in which they came.
@Singleton
@Bean(typed = Passwords.class)
final class Argon2Passwords implements Passwords {
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private final Argon2Function argon2 =
            Argon2Function.getInstance(KIBIBYTES, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final SecureRandom random = new SecureRandom();
    private final Turns turns;
    private final PasswordHash decoy;

    Argon2Passwords(PasswordsConfiguration configuration) {
        this.turns = new Turns(configuration.atOnce(), configuration.patience());
        byte[] unknown = new byte[HASH_BYTES];
        random.nextBytes(unknown);
        this.decoy = hashed(unknown);
    }

    @Override
    public Optional<PasswordHash> hash(Password password) {
        return turns.take(() -> hashed(bytes(password)));
    }

    private PasswordHash hashed(byte[] secret) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(argon2.hash(secret, salt).getResult());
    }

    /// Where there is no hash, one that nobody knows the password of is looked at.
    @Override
    public Check check(Password password, Optional<PasswordHash> hash) {
        return turns.take(() -> isOf(hash.orElse(decoy), password) && hash.isPresent())
                .map(right -> right ? Check.RIGHT : Check.WRONG)
                .orElse(Check.BUSY);
    }

    private static boolean isOf(PasswordHash hash, Password password) {
        String encoded = hash.encoded();
        return Argon2Function.getInstanceFromHash(encoded)
                .check(bytes(password), encoded.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(Password password) {
        return password.secret().getBytes(StandardCharsets.UTF_8);
    }
}
