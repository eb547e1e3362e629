package com.compareintel.core.tier;

import com.compareintel.core.credit.Allowance;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Usd;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What one tier may do.
///
/// @param monthlyPrice what it costs a month; empty where it is not sold
/// @param models the most models in one comparison
/// @param credits granted in each period
/// @param conversations the most recently active ones that are shown and can be continued
/// @param presets how many selections may be saved
/// @param overage whether credits beyond the pool may be bought
/// @param comparisonsPerMinute how many may be started in a minute
/// @param openAtOnce how many may run at the same time
public record TierLimits(
        Optional<Usd> monthlyPrice,
        int models,
        Credits credits,
        PeriodKind period,
        int conversations,
        int presets,
        boolean overage,
        int comparisonsPerMinute,
        int openAtOnce) {
    public TierLimits {
        requirePositive("models", models);
        requirePositive("conversations", conversations);
        requirePositive("presets", presets);
        requirePositive("comparisonsPerMinute", comparisonsPerMinute);
        requirePositive("openAtOnce", openAtOnce);
    }

    /// What an account of this tier is granted.
    ///
    /// @param zone where its days begin and end
    /// @param since when the tier began
    public Allowance allowance(ZoneId zone, Instant since) {
        return new Allowance(credits, period, zone, since);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
