package com.compareintel.http.comparison;

import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.Comparison.Closing;
import com.compareintel.http.json.Instants;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A comparison as clients see it.
public record ComparisonJson(
        String id,
        @Nullable String conversationId,
        String status,
        String prompt,
        String createdAt,
        @Nullable String finishedAt,
        BigDecimal heldCredits,
        @Nullable BigDecimal chargedCredits,
        @Nullable String costUsd,
        List<AnswerJson> answers) {

    public static ComparisonJson of(Comparison comparison) {
        Optional<Closing> closing = comparison.closing();
        return new ComparisonJson(
                comparison.id().toString(),
                comparison.conversation().map(Object::toString).orElse(null),
                AnswerJson.lower(comparison.status()),
                comparison.prompt().text(),
                Instants.text(comparison.createdAt()),
                closing.map(end -> Instants.text(end.finishedAt())).orElse(null),
                comparison.held().toDecimal(),
                closing.map(end -> end.charged().toDecimal()).orElse(null),
                closing.map(end -> end.cost().toString()).orElse(null),
                comparison.answers().stream().map(AnswerJson::of).toList());
    }
}
