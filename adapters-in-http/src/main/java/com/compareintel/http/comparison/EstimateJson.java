package com.compareintel.http.comparison;

import com.compareintel.core.comparison.PlannedAnswer;
import com.compareintel.core.comparison.Quote;
import java.math.BigDecimal;
import java.util.List;

/// What a comparison would hold, as clients see it.
record EstimateJson(
        BigDecimal heldCredits,
        boolean affordable,
        BigDecimal remaining,
        int maxOutputTokens,
        List<ModelJson> models) {

    /// One model's part.
    public record ModelJson(
            String model, long inputTokens, int maxOutputTokens, String maxCostUsd) {
        static ModelJson of(PlannedAnswer answer) {
            return new ModelJson(
                    answer.card().id().value(),
                    answer.size().bound(),
                    answer.terms().maxOutputTokens(),
                    answer.maxCost().toString());
        }
    }

    static EstimateJson of(Quote.Priced quote) {
        return new EstimateJson(
                quote.plan().hold().toDecimal(),
                quote.affordable(),
                quote.budget().left().toDecimal(),
                quote.plan().maxOutputTokens(),
                quote.plan().answers().stream().map(ModelJson::of).toList());
    }
}
