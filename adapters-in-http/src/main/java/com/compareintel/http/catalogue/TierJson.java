package com.compareintel.http.catalogue;

import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierLimits;
import com.compareintel.core.tier.TierTable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of the tier table as clients see it.
record TierJson(
        String tier,
        @Nullable String monthlyPriceUsd,
        int modelsPerComparison,
        BigDecimal credits,
        String period,
        int conversationsShown,
        int presets,
        boolean overage,
        @Nullable String overageUsdPerCredit,
        int comparisonsPerMinute,
        int openAtOnce) {

    static List<TierJson> of(TierTable table) {
        return Arrays.stream(Tier.values()).map(tier -> of(tier, table)).toList();
    }

    private static TierJson of(Tier tier, TierTable table) {
        TierLimits limits = table.of(tier);
        return new TierJson(
                tier.wireName(),
                limits.monthlyPrice().map(Usd::toString).orElse(null),
                limits.models(),
                limits.credits().toDecimal(),
                limits.period() == PeriodKind.DAY ? "day" : "month",
                limits.conversations(),
                limits.presets(),
                limits.overage(),
                limits.overage() ? table.overagePrice().toString() : null,
                limits.comparisonsPerMinute(),
                limits.openAtOnce());
    }
}
