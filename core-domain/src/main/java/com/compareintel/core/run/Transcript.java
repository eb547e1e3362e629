package com.compareintel.core.run;

import com.compareintel.core.Confined;
import com.compareintel.core.comparison.Answer;
import com.compareintel.core.comparison.AnswerFailure;
import com.compareintel.core.comparison.AnswerStatus;
import com.compareintel.core.comparison.FinishReason;
import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.Timing;
import com.compareintel.core.comparison.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What was said of one answer, by whom and when, as it grows; and the answer that comes of it. Why
/// it goes on or ends is none of its business. Owned by its [AnswerRun].
@Confined
final class Transcript {
    private final PlannedAnswer planned;
    private final Instant begunAt;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private ProviderSignal.Served served = ProviderSignal.Served.UNKNOWN;
    private @Nullable Instant dispatchedAt;
    private @Nullable Instant firstTokenAt;
    private @Nullable Answer ended;

    Transcript(PlannedAnswer planned, Instant begunAt) {
        this.planned = planned;
        this.begunAt = begunAt;
    }

    /// The provider is asked for the first time.
    void dispatched(Instant now) {
        dispatchedAt = now;
    }

    /// When the provider was first asked.
    Optional<Instant> dispatchedAt() {
        return Optional.ofNullable(dispatchedAt);
    }

    /// Who says what follows.
    void by(ProviderSignal.Served told) {
        served = told;
    }

    void text(String more, Instant now) {
        markFirstToken(now);
        text.append(more);
    }

    void reasoning(String more, Instant now) {
        markFirstToken(now);
        reasoning.append(more);
    }

    private void markFirstToken(Instant now) {
        if (firstTokenAt == null) {
            firstTokenAt = now;
        }
    }

    /// Whether there is neither text nor reasoning.
    boolean isEmpty() {
        return text.isEmpty() && reasoning.isEmpty();
    }

    /// The answer in its final status, once. It has its own copy of what was said.
    Answer ended(
            AnswerStatus status,
            int attempt,
            Optional<FinishReason> finish,
            Optional<AnswerFailure> failure,
            Optional<Usage> usage,
            Instant now) {
        Answer answer =
                new Answer(
                        planned.card().id(),
                        planned.terms(),
                        status,
                        attempt,
                        text.toString(),
                        reasoning.toString(),
                        finish,
                        failure,
                        usage,
                        Optional.empty(),
                        Optional.of(timing(now)),
                        served.model(),
                        served.by());
        ended = answer;
        forget(text);
        forget(reasoning);
        return answer;
    }

    private static void forget(StringBuilder builder) {
        builder.setLength(0);
        builder.trimToSize();
    }

    private Timing timing(Instant now) {
        Instant asked = dispatchedAt;
        if (asked == null) {
            return new Timing(millis(begunAt, now), OptionalLong.empty(), 0, Optional.empty());
        }
        return new Timing(
                millis(begunAt, asked),
                firstTokenAt == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(millis(asked, firstTokenAt)),
                millis(asked, now),
                Optional.empty());
    }

    /// The answer as of now, without an end.
    ///
    /// @param attempt how often it has started, 0 if it waits
    Answer running(int attempt) {
        return new Answer(
                planned.card().id(),
                planned.terms(),
                attempt == 0 ? AnswerStatus.QUEUED : AnswerStatus.RUNNING,
                attempt,
                ended == null ? text.toString() : ended.text(),
                ended == null ? reasoning.toString() : ended.reasoning(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis());
    }
}
