package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelCard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How the models are to answer; the same for all of them. What is left out is left to each model.
///
/// @param temperature 0 to 2
/// @param topP 0 to 1
/// @param maxOutputTokens bounds text and reasoning, [#MIN_OUTPUT_TOKENS] to [#MAX_OUTPUT_TOKENS];
///   never changed once given
public record Parameters(
        Optional<BigDecimal> temperature,
        Optional<BigDecimal> topP,
        OptionalInt maxOutputTokens,
        OptionalLong seed,
        Optional<ReasoningEffort> reasoningEffort) {
    public static final int MIN_OUTPUT_TOKENS = 256;
    public static final int MAX_OUTPUT_TOKENS = 65_536;

    /// Nothing asked for.
    public static final Parameters DEFAULTS =
            new Parameters(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalLong.empty(),
                    Optional.empty());

    public Parameters {
        requireWithin("temperature", temperature, 2);
        requireWithin("top_p", topP, 1);
        if (maxOutputTokens.isPresent()
                && (maxOutputTokens.getAsInt() < MIN_OUTPUT_TOKENS
                        || maxOutputTokens.getAsInt() > MAX_OUTPUT_TOKENS)) {
            throw new IllegalArgumentException("max_output_tokens: " + maxOutputTokens);
        }
    }

    private static void requireWithin(String name, Optional<BigDecimal> value, int max) {
        if (value.isPresent()
                && (value.get().signum() < 0
                        || value.get().compareTo(BigDecimal.valueOf(max)) > 0)) {
            throw new IllegalArgumentException(name + ": " + value.get());
        }
    }

    /// What this model does not heed of what was asked for, by wire name. The same thing has more
    /// than one name among providers; a model that lists any of them heeds it.
    public List<String> ignoredBy(ModelCard card) {
        List<String> ignored = new ArrayList<>();
        if (temperature.isPresent() && !card.supports("temperature")) {
            ignored.add("temperature");
        }
        if (topP.isPresent() && !card.supports("top_p")) {
            ignored.add("top_p");
        }
        if (maxOutputTokens.isPresent()
                && !card.supports("max_completion_tokens")
                && !card.supports("max_tokens")) {
            ignored.add("max_output_tokens");
        }
        if (seed.isPresent() && !card.supports("seed")) {
            ignored.add("seed");
        }
        if (reasoningEffort.isPresent()
                && !card.supports("reasoning")
                && !card.supports("reasoning_effort")) {
            ignored.add("reasoning_effort");
        }
        return ignored;
    }

    /// The parameters without those named, so that no model is sent what it does not heed. The
    /// bound on output stays: it is what the hold was sized by, and always sent.
    public Parameters without(List<String> ignored) {
        return new Parameters(
                temperature.filter(t -> !ignored.contains("temperature")),
                topP.filter(t -> !ignored.contains("top_p")),
                maxOutputTokens,
                ignored.contains("seed") ? OptionalLong.empty() : seed,
                reasoningEffort.filter(e -> !ignored.contains("reasoning_effort")));
    }
}
