package com.compareintel.openrouter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiktokenCounterTest {
    private static final int LONGEST_PROMPT = 100_000;

    private final TiktokenCounter counter = new TiktokenCounter();

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "hello, 1",
        "hello world, 2",
        "'Explain tides to a child.', 6",
        "<|endoftext|>, 7",
        "'   ', 1"
    })
    void tokens_are_those_of_o200k(String text, int tokens) {
        assertThat(counter.count(text)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "A", " ", "\n", "é", "漢", "😀", "a ", "-", "\ud83d", "1", "\u0000"})
    @Timeout(20)
    void endless_repetition_takes_no_endless_time(String unit) {
        String text = unit.repeat(LONGEST_PROMPT / unit.length());

        int tokens = counter.count(text);

        assertThat(tokens).isPositive().isLessThanOrEqualTo(4 * LONGEST_PROMPT);
    }

    @Test
    void cutting_long_texts_changes_their_count_hardly() {
        String sentence = "The moon pulls at the sea, and the sea follows. ";

        int once = counter.count(sentence);
        int often = counter.count(sentence.repeat(2_000));

        assertThat(often).isBetween(1_990 * (once - 1), 2_010 * once);
    }

    @Test
    void characters_are_not_cut_in_two() {
        String shifted = "a" + "😀".repeat(10_000);

        assertThat(counter.count(shifted))
                .isLessThanOrEqualTo(counter.count("😀".repeat(10_000)) + 10);
    }
}
