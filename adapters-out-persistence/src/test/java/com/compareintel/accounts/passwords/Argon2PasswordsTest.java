package com.compareintel.accounts.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.compareintel.core.AtOnce;
import com.compareintel.core.signin.Password;
import com.compareintel.core.signin.PasswordHash;
import com.compareintel.core.signin.Passwords.Check;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordsTest {
    private final Argon2Passwords passwords =
            new Argon2Passwords(new PasswordsConfiguration(2, Duration.ofSeconds(30)));

    private static boolean isOf(PasswordHash hash, String secret) {
        return Argon2Function.getInstanceFromHash(hash.encoded()).check(secret, hash.encoded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a tide of two seas",
                "🌊🌊🌊🌊🌊🌊🌊🌊",
                "        ",
                "\u0000\u0001 nul and more"
            })
    void a_hash_knows_its_password_from_others(String secret) {
        PasswordHash hash = passwords.hash(new Password(secret)).orElseThrow();

        assertThat(isOf(hash, secret)).isTrue();
        assertThat(isOf(hash, secret + "x")).isFalse();
        assertThat(hash.encoded()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void a_password_is_checked_against_its_hash_whatever_effort_that_was_made_with() {
        Password password = new Password("a tide of two seas 🌊");
        Optional<PasswordHash> hash = passwords.hash(password);
        PasswordHash lighter =
                new PasswordHash(
                        Argon2Function.getInstance(1_024, 1, 1, 32, Argon2.ID)
                                .hash(password.secret(), "some salt of ours")
                                .getResult());

        assertThat(passwords.check(password, hash)).isEqualTo(Check.RIGHT);
        assertThat(passwords.check(new Password("a tide of one sea"), hash)).isEqualTo(Check.WRONG);
        assertThat(passwords.check(password, Optional.of(lighter))).isEqualTo(Check.RIGHT);
        assertThat(passwords.check(password, Optional.empty())).isEqualTo(Check.WRONG);
    }

    @Test
    void the_same_password_never_has_the_same_hash() {
        Password password = new Password("a tide of two seas");

        assertThat(passwords.hash(password)).isNotEqualTo(passwords.hash(password));
    }

    @Test
    void whoever_has_no_patience_is_turned_away_and_nobody_is_stuck() throws InterruptedException {
        Argon2Passwords hurried =
                new Argon2Passwords(new PasswordsConfiguration(1, Duration.ofNanos(1)));

        List<Optional<PasswordHash>> hashes =
                AtOnce.run(8, i -> hurried.hash(new Password("password of " + i)));

        assertThat(hashes).anyMatch(Optional::isPresent).anyMatch(Optional::isEmpty);
        assertThat(hurried.hash(new Password("somebody later"))).isPresent();
    }

    @Test
    void a_pool_of_nobody_makes_no_sense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordsConfiguration(0, Duration.ofSeconds(1)))
                .withMessageContaining("PASSWORDS_AT_ONCE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PasswordsConfiguration(1, Duration.ZERO))
                .withMessageContaining("PASSWORDS_PATIENCE");
    }
}
