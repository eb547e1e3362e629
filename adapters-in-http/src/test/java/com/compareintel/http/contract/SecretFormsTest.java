package com.compareintel.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.account.ApiKey;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretFormsTest {
    private static final String CHANCE = "aB3-_x".repeat(8);

    @Test
    void each_form_is_seen_wherever_it_stands() {
        String key = ApiKey.generate(new Random(1)).secret();

        assertThat(SecretForms.in("held by " + key + ".")).contains(SecretForms.API_KEY);
        assertThat(SecretForms.in("{\"token\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0." + CHANCE))
                .contains(SecretForms.TOKEN);
        assertThat(SecretForms.in("Cookie: a=b; ci_visitor=" + CHANCE))
                .contains(SecretForms.COOKIE);
        assertThat(SecretForms.in("__Host-ci_refresh=" + CHANCE)).isNotEmpty();
        assertThat(SecretForms.in("authorization: bearer " + CHANCE))
                .contains(SecretForms.CREDENTIAL);
        assertThat(SecretForms.in("https://ci.example/reset#" + CHANCE)).contains(SecretForms.LINK);
        assertThat(SecretForms.in("$argon2id$v=19$m=19456")).contains(SecretForms.HASH);
    }

    @Test
    void what_is_no_secret_is_let_pass() {
        String key = ApiKey.generate(new Random(1)).secret();
        String mistyped = key.substring(0, key.length() - 1) + (key.endsWith("0") ? '1' : '0');

        assertThat(SecretForms.in("ci_… " + mistyped)).isEmpty();
        assertThat(SecretForms.in("Only a bearer of a key may; see /v1/auth/refresh")).isEmpty();
        assertThat(SecretForms.in("ci_access= and https://ci.example/verify")).isEmpty();
    }
}
