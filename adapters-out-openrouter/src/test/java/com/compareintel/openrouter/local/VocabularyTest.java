package com.compareintel.openrouter.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VocabularyTest {
    @Test
    void words_combine_by_changing_one_part_each() {
        var script =
                Vocabulary.parse("rate-50-count-200-crlf-usage-none-truncate-after-3")
                        .orElseThrow();

        assertThat(script.at(Dial.RATE)).isEqualTo(50);
        assertThat(script.at(Dial.COUNT)).isEqualTo(200);
        assertThat(script.quirks()).containsExactlyInAnyOrder(Quirk.CRLF, Quirk.USAGE_NONE);
        assertThat(script.ending()).isEqualTo(new Ending.BreaksOff(3, Ending.Manner.TRUNCATION));
    }

    @Test
    void the_longest_word_wins() {
        assertThat(Vocabulary.parse("reset").orElseThrow().opening())
                .isEqualTo(new Opening.HangsUp(true));
        assertThat(Vocabulary.parse("reset-after-2").orElseThrow().ending())
                .isEqualTo(new Ending.BreaksOff(2, Ending.Manner.RESET));
    }

    @Test
    void an_error_in_the_stream_takes_its_code_from_either_side() {
        var behind = Vocabulary.parse("error-after-4-code-server_error-with-usage").orElseThrow();
        var before = Vocabulary.parse("code-429-error-after-4").orElseThrow();

        assertThat(behind.ending()).isEqualTo(new Ending.Errs(4, "server_error"));
        assertThat(before.ending()).isEqualTo(new Ending.Errs(4, "429"));
    }

    @Test
    void failing_first_holds_for_all_that_follows() {
        var script = Vocabulary.parse("fail-2-status-429-retry-after-1").orElseThrow();

        assertThat(script.opening())
                .isInstanceOfSatisfying(
                        Opening.FailsFirst.class,
                        first -> {
                            assertThat(first.times()).isEqualTo(2);
                            assertThat(first.failing().opening())
                                    .isEqualTo(new Opening.Refuses(429, null));
                            assertThat(first.failing().at(Dial.RETRY_AFTER)).isEqualTo(1);
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "nonsense",
                "status",
                "status-",
                "crlf-",
                "crlf--bom",
                "rate-99999999",
                "okay",
                "CRLF"
            })
    void what_is_not_in_the_vocabulary_is_nothing(String behaviour) {
        assertThat(Vocabulary.parse(behaviour)).isEmpty();
        assertThat(Vocabulary.meaning(behaviour)).isEmpty();
    }

    @Test
    void a_behaviour_says_what_it_means() {
        assertThat(Vocabulary.meaning("fail-2-status-503-retryable"))
                .contains(
                        "First 2 attempts: refuses with status 503; says availability.retryable true");
    }
}
