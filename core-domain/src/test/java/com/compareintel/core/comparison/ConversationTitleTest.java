package com.compareintel.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTitleTest {
    private static String titleOf(String prompt) {
        return ConversationTitle.of(new Prompt(prompt, Optional.empty()));
    }

    @Test
    void a_short_prompt_is_its_title_in_one_line() {
        assertThat(titleOf("  Explain\n\ttides  to a child. "))
                .isEqualTo("Explain tides to a child.");
    }

    @Test
    void a_long_prompt_is_cut_between_words() {
        String title = titleOf("word ".repeat(100));

        assertThat(title).hasSizeLessThanOrEqualTo(81).endsWith("word…");
    }

    @Test
    void a_long_word_is_cut_between_characters() {
        String title = titleOf("x" + "\ud83c\udf0a".repeat(200));

        assertThat(title).hasSizeLessThanOrEqualTo(81).endsWith("\ud83c\udf0a…");
    }

    @Test
    void eighty_characters_are_whole_and_one_more_is_not() {
        assertThat(titleOf("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(titleOf("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
    }

    @ParameterizedTest(name = "U+{0}")
    @CsvSource({
        "0000", "0007", "0009", "000a", "000d", "001b", "007f", "0085", "00a0", "2003", "2028",
        "2029", "202f", "3000"
    })
    void blanks_line_breaks_and_controls_become_one_space(String code) {
        String blank = Character.toString(Integer.parseInt(code, 16));

        assertThat(titleOf(blank + "a" + blank + blank + "b" + blank)).isEqualTo("a b");
    }

    @ParameterizedTest(name = "U+{0}")
    @CsvSource({
        "061c", "200e", "200f", "202a", "202b", "202c", "202d", "202e", "2066", "2067", "2068",
        "2069", "d83d", "dc00"
    })
    void what_turns_the_direction_of_text_and_halves_of_pairs_are_left_out(String code) {
        char hidden = (char) Integer.parseInt(code, 16);

        assertThat(titleOf("a" + hidden + "b")).isEqualTo("ab");
    }

    @Test
    void joined_emoji_and_all_scripts_stay_as_they_are() {
        String text = "👩‍👩‍👧 水 مد وجزر é";

        assertThat(titleOf(text)).isEqualTo(text);
    }

    @Test
    void a_prompt_without_anything_visible_has_a_title_too() {
        assertThat(titleOf("\u202e")).isEqualTo("…");
        assertThat(titleOf("\u0000")).isEqualTo("…");
    }

    @Test
    void a_breakout_is_named_after_its_model() {
        ModelId model = new ModelId("a/one");

        assertThat(ConversationTitle.ofBreakout("Tides", model)).isEqualTo("Tides · a/one");
        assertThat(ConversationTitle.ofBreakout("x".repeat(200), model))
                .isEqualTo("x".repeat(199) + "…");
        assertThat(ConversationTitle.ofBreakout("x", new ModelId("m".repeat(200)))).hasSize(200);
    }

    @Test
    void any_prompt_makes_a_title_that_is_one_line_and_whole_characters() {
        long seed = System.nanoTime();
        System.out.println("title seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder prompt = new StringBuilder("x");
            for (int n = random.nextInt(120); n > 0; n--) {
                prompt.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
            }

            String title = titleOf(prompt.toString());

            assertThat(title).hasSizeBetween(1, 82);
            assertThat(title.codePoints())
                    .noneMatch(Character::isISOControl)
                    .noneMatch(c -> Character.getType(c) == Character.SURROGATE)
                    .noneMatch(c -> Character.getType(c) == Character.LINE_SEPARATOR);
        }
    }
}
