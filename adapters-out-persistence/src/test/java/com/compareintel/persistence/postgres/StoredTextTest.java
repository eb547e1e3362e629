package com.compareintel.persistence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredTextTest {
    @Test
    void ordinary_text_is_stored_as_it_is() {
        String text = "Ebbe und Flut: 潮汐, \ud83c\udf0a\n\t\"quoted\" \\u0000 100 %";

        assertThat(StoredText.encode(text)).isSameAs(text);
        assertThat(StoredText.decode(text)).isSameAs(text);
    }

    @Test
    void what_postgresql_refuses_is_stored_as_an_escape() {
        assertThat(StoredText.encode("a\u0000b")).isEqualTo("a\u001a0000b");
        assertThat(StoredText.encode("\ud83d")).isEqualTo("\u001ad83d");
        assertThat(StoredText.encode("\u001a")).isEqualTo("\u001a001a");
    }

    @Test
    void every_string_comes_back_and_none_holds_what_postgresql_refuses() {
        long seed = System.nanoTime();
        System.out.println("stored text seed " + seed);
        Random random = new Random(seed);
        char[] alphabet = {0, 0x1a, '0', 'a', 'd', '8', '3', 0xd83c, 0xdf0a, 0xdc00, 0xd800, 'x'};

        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet[random.nextInt(alphabet.length)]);
            }
            String stored = StoredText.encode(text.toString());

            assertThat(StoredText.decode(stored)).isEqualTo(text.toString());
            assertThat(stored.indexOf(0)).isEqualTo(-1);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(stored)).isTrue();
        }
    }
}
