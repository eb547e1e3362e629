package com.compareintel.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
    private static ApiKey generate(long seed) {
        return ApiKey.generate(new Random(seed));
    }

    @Test
    void a_generated_key_can_be_read_back() {
        for (int seed = 0; seed < 1_000; seed++) {
            ApiKey key = generate(seed);

            assertThat(ApiKey.parse(key.secret())).contains(key);
            assertThat(key.secret()).matches("ci_[0-9A-Za-z]{38}");
        }
    }

    @Test
    void keys_differ() {
        Set<ApiKey> keys = new HashSet<>();
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            keys.add(ApiKey.generate(random));
        }

        assertThat(keys).hasSize(10_000);
    }

    @Test
    void a_key_with_any_one_character_mistyped_is_none() {
        String secret = generate(1).secret();
        for (int i = 0; i < secret.length(); i++) {
            char other = secret.charAt(i) == 'x' ? 'y' : 'x';
            String mistyped = secret.substring(0, i) + other + secret.substring(i + 1);

            assertThat(ApiKey.parse(mistyped)).as(mistyped).isEmpty();
        }
    }

    @Test
    void what_is_too_short_too_long_or_empty_is_no_key() {
        String secret = generate(1).secret();

        assertThat(ApiKey.parse("")).isEmpty();
        assertThat(ApiKey.parse("ci_")).isEmpty();
        assertThat(ApiKey.parse(secret.substring(1))).isEmpty();
        assertThat(ApiKey.parse(secret + "0")).isEmpty();
        assertThat(ApiKey.parse(" " + secret.substring(1))).isEmpty();
    }

    @Test
    void its_text_form_tells_nothing() {
        assertThat(generate(1)).hasToString("ci_…");
        assertThat(new Credential.Key(generate(1)).toString())
                .doesNotContain(generate(1).secret().substring(4));
    }
}
