package com.compareintel.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What any [CommonPasswords] promise.
public abstract class CommonPasswordsContract {
    protected abstract CommonPasswords common();

    @Test
    void what_everybody_tries_first_is_among_them_in_whatever_case() {
        for (String secret :
                new String[] {"password1", "PassWord1", "12345678", "qwertyuiop", "iloveyou1"}) {
            assertThat(common().hold(new Password(secret))).as(secret).isTrue();
        }
    }

    @Test
    void what_nobody_would_think_of_is_not() {
        for (String secret : new String[] {"a tide of two seas", "пароль из моря", "kV7#q_pz"}) {
            assertThat(common().hold(new Password(secret))).as(secret).isFalse();
        }
    }
}
