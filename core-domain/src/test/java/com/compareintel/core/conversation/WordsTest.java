package com.compareintel.core.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// [Words] and [Search].
class WordsTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", new String[] {}),
                Arguments.of("?!  \u0000 --", new String[] {}),
                Arguments.of("The moon, the Moon!", new String[] {"the", "moon"}),
                Arguments.of("snake_case-and.dots", new String[] {"snake", "case", "and", "dots"}),
                Arguments.of("3.14 is 3", new String[] {"3", "14", "is"}),
                Arguments.of("ΣΑΣ σας", new String[] {"σασ"}),
                Arguments.of("cafe\u0301 café", new String[] {"café"}),
                Arguments.of("ı\u0301", new String[] {"í"}),
                Arguments.of("ﬁn ½ Ｗ", new String[] {"fin", "1", "2", "w"}),
                Arguments.of("月亮 moon月", new String[] {"月", "亮", "moon"}),
                Arguments.of("しお", new String[] {"し", "お"}),
                Arguments.of("हिन्दी", new String[] {"हिन्दी"}),
                Arguments.of("a\ud83db", new String[] {"a", "b"}),
                Arguments.of("\u0301a", new String[] {"a"}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void a_text_has_these_words(String text, String[] words) {
        assertThat(Words.of(text)).containsExactly(words);
    }

    @Test
    void a_long_word_is_known_by_its_beginning() {
        assertThat(Words.of("x".repeat(33))).containsExactly("x".repeat(32));
        assertThat(Words.of("x".repeat(31) + "𐌰𐌰")).containsExactly("x".repeat(31));
    }

    @Test
    void only_so_many_words_count_and_they_fit_into_a_row() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Words.MOST + 10; i++) {
            text.append(i).append("\uffdc".repeat(40)).append(' ');
        }

        var words = Words.of(text.toString());

        assertThat(words).hasSize(Words.MOST);
        assertThat(
                        words.stream()
                                .mapToInt(w -> 6 + w.getBytes(StandardCharsets.UTF_8).length)
                                .sum())
                .isLessThan(1 << 20);
    }

    @Test
    void a_word_is_found_by_itself_and_by_any_beginning() {
        long seed = System.nanoTime();
        System.out.println("words seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(60); n > 0; n--) {
                text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x250 : 0x20000));
            }
            for (String word : Words.of(text.toString())) {
                assertThat(Search.of(word).finds(text.toString())).as(text + "/" + word).isTrue();
                int end =
                        word.offsetByCodePoints(
                                0, 1 + random.nextInt(word.codePointCount(0, word.length())));
                assertThat(new Search(List.of(word.substring(0, end))).finds(text.toString()))
                        .isTrue();
            }
        }
    }

    @Test
    void a_search_is_bounded_and_without_words_finds_nothing() {
        assertThat(Search.of("x".repeat(Search.MAX_LENGTH)).words()).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Search.of("x".repeat(Search.MAX_LENGTH + 1)));
        assertThat(Search.of("?").finds("?")).isFalse();
    }
}
