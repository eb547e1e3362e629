package com.compareintel.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.catalogue.ModelCard;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a model heeds of what was asked for, and what is left of the rest.
class ParametersTest {
    private static final Parameters ALL =
            new Parameters(
                    Optional.of(new BigDecimal("0.7")),
                    Optional.of(BigDecimal.ONE),
                    OptionalInt.of(4_000),
                    OptionalLong.of(7),
                    Optional.of(ReasoningEffort.LOW));

    private static ModelCard heeding(Set<String> parameters) {
        ModelCard card = Samples.card("a/model");
        return new ModelCard(
                card.id(),
                card.name(),
                card.provider(),
                card.description(),
                card.contextLength(),
                card.maxOutputTokens(),
                card.inputModalities(),
                parameters,
                card.reasoning(),
                card.price(),
                card.minimumTier());
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "a model that lists ''{0}'' ignores ''{1}''")
    @CsvSource({
        "'', ''",
        "temperature top_p seed reasoning max_tokens, ''",
        "temperature top_p seed reasoning_effort max_completion_tokens, ''",
        "temperature top_p seed include_reasoning max_tokens, reasoning_effort",
        "top_p seed reasoning max_tokens, temperature",
        "temperature seed reasoning max_tokens, top_p",
        "temperature top_p reasoning max_tokens, seed",
        "temperature top_p seed reasoning, max_output_tokens",
        "max_tokens, temperature top_p seed reasoning_effort",
        "stop, temperature top_p max_output_tokens seed reasoning_effort"
    })
    void what_a_model_does_not_list_it_ignores(String listed, String ignored) {
        assertThat(ALL.ignoredBy(heeding(words(listed))))
                .containsExactlyInAnyOrderElementsOf(words(ignored));
    }

    @Test
    void what_nobody_asked_for_is_not_ignored() {
        assertThat(Parameters.DEFAULTS.ignoredBy(heeding(Set.of("stop")))).isEmpty();
    }

    @Test
    void nothing_is_left_of_what_is_ignored_but_the_bound_that_was_held_for() {
        List<String> ignored = ALL.ignoredBy(heeding(Set.of("stop")));

        assertThat(ALL.without(ignored))
                .isEqualTo(
                        new Parameters(
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.of(4_000),
                                OptionalLong.empty(),
                                Optional.empty()));
        assertThat(ALL.without(List.of())).isEqualTo(ALL);
    }
}
