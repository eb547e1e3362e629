package com.compareintel.http;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierLimits;
import com.compareintel.core.tier.TierTable;
import java.util.EnumMap;
import java.util.Map;

/// The published tiers with a number changed.
public final class Tiers {
    private static final TierTable STANDARD = TierTable.standard();

    private Tiers() {}

    /// A tier that is granted so many credits.
    public static TierTable granting(Tier tier, long credits) {
        Map<Tier, TierLimits> rows = new EnumMap<>(STANDARD.tiers());
        TierLimits row = STANDARD.of(tier);
        rows.put(
                tier,
                new TierLimits(
                        row.monthlyPrice(),
                        row.models(),
                        Credits.of(credits),
                        row.period(),
                        row.conversations(),
                        row.presets(),
                        row.overage(),
                        row.comparisonsPerMinute(),
                        row.openAtOnce()));
        return of(rows, STANDARD.visitorsDailyCredits());
    }

    /// All visitors together are granted so many credits a day.
    public static TierTable grantingVisitors(long credits) {
        return of(STANDARD.tiers(), Credits.of(credits));
    }

    private static TierTable of(Map<Tier, TierLimits> rows, Credits visitors) {
        return new TierTable(
                rows,
                STANDARD.overagePrice(),
                STANDARD.networkComparisonsPerMinute(),
                STANDARD.networkOpenAtOnce(),
                STANDARD.siteAllowances(),
                STANDARD.trial(),
                visitors);
    }
}
