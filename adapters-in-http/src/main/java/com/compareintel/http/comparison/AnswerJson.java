package com.compareintel.http.comparison;

import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.Timing;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An answer as clients see it.
record AnswerJson(
        String model,
        String status,
        int attempt,
        String text,
        String reasoning,
        @Nullable String finishReason,
        @Nullable ErrorJson error,
        @Nullable UsageJson usage,
        @Nullable String costUsd,
        @Nullable String costSource,
        @Nullable TimingJson timing,
        @Nullable String servedModel,
        @Nullable String servedBy) {

    /// Why it failed.
    public record ErrorJson(String code, String message, boolean retryable) {
        static ErrorJson of(AnswerFailure failure) {
            return new ErrorJson(
                    failure.code().wireName(), failure.code().message(), failure.retryable());
        }
    }

    /// Its tokens.
    public record UsageJson(
            long inputTokens, long outputTokens, long reasoningTokens, long cachedTokens) {
        static UsageJson of(Usage usage) {
            return new UsageJson(
                    usage.inputTokens(),
                    usage.outputTokens(),
                    usage.reasoningTokens(),
                    usage.cachedTokens());
        }
    }

    /// How long it took.
    public record TimingJson(
            long queuedMs,
            @Nullable Long firstTokenMs,
            long durationMs,
            @Nullable BigDecimal outputTokensPerSecond) {
        static TimingJson of(Timing timing) {
            return new TimingJson(
                    timing.queuedMillis(),
                    timing.firstTokenMillis().isPresent()
                            ? timing.firstTokenMillis().getAsLong()
                            : null,
                    timing.durationMillis(),
                    timing.outputTokensPerSecond().orElse(null));
        }
    }

    static AnswerJson of(Answer answer) {
        return new AnswerJson(
                answer.model().value(),
                lower(answer.status()),
                answer.attempt(),
                answer.text(),
                answer.reasoning(),
                answer.finishReason().map(AnswerJson::lower).orElse(null),
                answer.failure().map(ErrorJson::of).orElse(null),
                answer.usage().map(UsageJson::of).orElse(null),
                answer.cost().map(Answer.Cost::amount).map(Usd::toString).orElse(null),
                answer.cost().map(Answer.Cost::source).map(AnswerJson::lower).orElse(null),
                answer.timing().map(TimingJson::of).orElse(null),
                answer.servedModel().orElse(null),
                answer.servedBy().orElse(null));
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
