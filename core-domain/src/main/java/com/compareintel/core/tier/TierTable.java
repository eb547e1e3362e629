package com.compareintel.core.tier;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The price list: what every tier may do, and what visitors of one network and all visitors
/// together may. The one place for these numbers; `standard` has the published ones, configuration
/// may replace each.
///
/// @param tiers one row for every tier
/// @param overagePrice dollars for one credit beyond the pool
/// @param networkComparisonsPerMinute of all visitors of one network together
/// @param networkOpenAtOnce of all visitors of one network together
/// @param siteAllowances how many network allowances an IPv6 /48 has in all
/// @param trial how long a new account of the free tier may use all models; nothing else of it is
///   larger meanwhile
/// @param visitorsDailyCredits what all visitors together may use in a day (UTC); none switches
///   them off
public record TierTable(
        Map<Tier, TierLimits> tiers,
        Usd overagePrice,
        int networkComparisonsPerMinute,
        int networkOpenAtOnce,
        int siteAllowances,
        Duration trial,
        Credits visitorsDailyCredits) {
    public TierTable {
        EnumMap<Tier, TierLimits> rows = new EnumMap<>(tiers);
        for (Tier tier : Tier.values()) {
            if (!rows.containsKey(tier)) {
                throw new IllegalArgumentException("no limits for tier " + tier.wireName());
            }
        }
        tiers = Collections.unmodifiableMap(rows);
    }

    /// The published table.
    public static TierTable standard() {
        Map<Tier, TierLimits> rows = new EnumMap<>(Tier.class);
        rows.put(Tier.ANONYMOUS, daily(3, 50, 2, 2, 5, 1));
        rows.put(Tier.FREE, daily(3, 100, 3, 3, 10, 2));
        rows.put(Tier.STARTER, monthly("9", 6, 720, 10, 5, 20, 4));
        rows.put(Tier.STARTER_PLUS, monthly("19", 6, 1_600, 20, 10, 20, 4));
        rows.put(Tier.PRO, monthly("39", 9, 3_300, 40, 15, 30, 6));
        rows.put(Tier.PRO_PLUS, monthly("79", 12, 6_700, 80, 20, 60, 10));
        return new TierTable(
                rows, Usd.of("0.013"), 20, 8, 4, Duration.ofDays(7), Credits.of(5_000));
    }

    /// The row of a tier.
    public TierLimits of(Tier tier) {
        TierLimits limits = tiers.get(tier);
        if (limits == null) {
            throw new IllegalStateException("no limits for tier " + tier.wireName());
        }
        return limits;
    }

    /// Until when an account of this tier, opened at this time, may use all models; empty if it
    /// never could or can no longer at `now`.
    public Optional<Instant> trialOf(Tier tier, Instant opened, Instant now) {
        return Optional.of(opened.plus(trial))
                .filter(end -> tier == Tier.FREE && now.isBefore(end));
    }

    /// Whether anonymous visitors may compare at all.
    public boolean admitsVisitors() {
        return !visitorsDailyCredits.isNone();
    }

    private static TierLimits daily(
            int models, long credits, int conversations, int presets, int perMinute, int open) {
        return new TierLimits(
                Optional.empty(),
                models,
                Credits.of(credits),
                PeriodKind.DAY,
                conversations,
                presets,
                false,
                perMinute,
                open);
    }

    private static TierLimits monthly(
            String price,
            int models,
            long credits,
            int conversations,
            int presets,
            int perMinute,
            int open) {
        return new TierLimits(
                Optional.of(Usd.of(price)),
                models,
                Credits.of(credits),
                PeriodKind.MONTH,
                conversations,
                presets,
                true,
                perMinute,
                open);
    }
}
