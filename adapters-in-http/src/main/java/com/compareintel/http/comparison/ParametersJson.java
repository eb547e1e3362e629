package com.compareintel.http.comparison;

import com.compareintel.core.comparison.Parameters;
import com.compareintel.core.comparison.ReasoningEffort;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Parameters of comparisons as clients write them and read them back.
public record ParametersJson(
        @Nullable BigDecimal temperature,
        @Nullable BigDecimal topP,
        @Nullable Integer maxOutputTokens,
        @Nullable Long seed,
        @Nullable String reasoningEffort) {
    /// These parameters.
    public static ParametersJson of(Parameters parameters) {
        return new ParametersJson(
                parameters.temperature().orElse(null),
                parameters.topP().orElse(null),
                parameters.maxOutputTokens().isPresent()
                        ? parameters.maxOutputTokens().getAsInt()
                        : null,
                parameters.seed().isPresent() ? parameters.seed().getAsLong() : null,
                parameters.reasoningEffort().map(ReasoningEffort::wireName).orElse(null));
    }
}
