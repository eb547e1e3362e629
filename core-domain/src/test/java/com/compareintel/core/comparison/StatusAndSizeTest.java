package com.compareintel.core.comparison;

import static com.compareintel.core.comparison.AnswerStatus.CANCELLED;
import static com.compareintel.core.comparison.AnswerStatus.COMPLETED;
import static com.compareintel.core.comparison.AnswerStatus.FAILED;
import static com.compareintel.core.comparison.AnswerStatus.QUEUED;
import static com.compareintel.core.comparison.AnswerStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// [ComparisonStatus] and [PromptSize].
class StatusAndSizeTest {
    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(List.of(COMPLETED, COMPLETED), ComparisonStatus.COMPLETED),
                Arguments.of(List.of(COMPLETED, FAILED), ComparisonStatus.PARTIAL),
                Arguments.of(List.of(CANCELLED, COMPLETED, FAILED), ComparisonStatus.PARTIAL),
                Arguments.of(List.of(FAILED, CANCELLED), ComparisonStatus.CANCELLED),
                Arguments.of(List.of(CANCELLED), ComparisonStatus.CANCELLED),
                Arguments.of(List.of(FAILED, FAILED), ComparisonStatus.FAILED),
                Arguments.of(List.of(COMPLETED, RUNNING), ComparisonStatus.RUNNING),
                Arguments.of(List.of(FAILED, QUEUED), ComparisonStatus.RUNNING));
    }

    @ParameterizedTest(name = "{0} make it {1}")
    @MethodSource("statuses")
    void a_comparison_is_what_its_answers_make_of_it(
            List<AnswerStatus> answers, ComparisonStatus status) {
        assertThat(ComparisonStatus.of(answers)).isEqualTo(status);
    }

    @Test
    void the_bound_is_the_smaller_of_bytes_and_spread_count_and_what_providers_add() {
        assertThat(new PromptSize(1_000, 100, 2).bound()).isEqualTo(130 + 16 + 64);
        assertThat(new PromptSize(120, 100, 1).bound()).isEqualTo(120 + 8 + 64);
        assertThat(new PromptSize(1_000, 1, 1).bound()).isEqualTo(2 + 8 + 64);
        assertThat(PromptSize.of("aé水\ud83c\udf0a", text -> 7)).isEqualTo(new PromptSize(10, 7, 1));
    }
}
