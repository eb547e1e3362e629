package com.compareintel.app.wiring;

import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.catalogue.TierRule;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierLimits;
import com.compareintel.core.tier.TierTable;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The price list as the operator set it: the published numbers where nothing is set.
final class TierSettings {
    /// Far beyond any use, and far from any overflow.
    private static final int MANY = 1_000_000;

    private TierSettings() {}

    static TierTable table(Settings settings) {
        TierTable standard = TierTable.standard();
        Map<Tier, TierLimits> rows = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            rows.put(tier, row(settings, tier, standard.of(tier)));
        }
        return new TierTable(
                rows,
                settings.dollars("tiers.overage-price", standard.overagePrice()),
                settings.number(
                        "visitors.network-comparisons-per-minute",
                        standard.networkComparisonsPerMinute(),
                        1,
                        MANY),
                settings.number(
                        "visitors.network-open-at-once", standard.networkOpenAtOnce(), 1, MANY),
                settings.number("visitors.site-allowances", standard.siteAllowances(), 1, MANY),
                Duration.ofDays(
                        settings.number(
                                "tiers.trial-days", (int) standard.trial().toDays(), 0, 365)),
                settings.credits("anonymous.daily-credits", standard.visitorsDailyCredits()));
    }

    private static TierLimits row(Settings settings, Tier tier, TierLimits standard) {
        String key = "tiers." + tier.wireName().replace('_', '-') + ".";
        return new TierLimits(
                standard.monthlyPrice()
                        .map(price -> settings.dollars(key + "monthly-price", price)),
                settings.number(key + "models", standard.models(), 1, MANY),
                settings.credits(key + "credits", standard.credits()),
                standard.period(),
                settings.number(key + "conversations", standard.conversations(), 1, MANY),
                settings.number(key + "presets", standard.presets(), 1, MANY),
                standard.overage(),
                settings.number(
                        key + "comparisons-per-minute", standard.comparisonsPerMinute(), 1, MANY),
                settings.number(key + "open-at-once", standard.openAtOnce(), 1, MANY));
    }

    static TierRule rule(Settings settings) {
        TierRule standard = TierRule.standard();
        return new TierRule(
                settings.dollars("model-tiers.anonymous-up-to", standard.anonymousUpTo()),
                settings.dollars("model-tiers.free-up-to", standard.freeUpTo()),
                settings.read(
                        "model-tiers.overrides",
                        standard.overrides(),
                        "must be a list such as openai/gpt-x=free,anthropic/claude-y=pro",
                        TierSettings::overrides));
    }

    private static Optional<Map<ModelId, Tier>> overrides(String text) {
        Map<ModelId, Tier> overrides = new HashMap<>();
        for (String item : text.split(",", -1)) {
            int equals = item.lastIndexOf('=');
            String model = equals < 0 ? "" : item.substring(0, equals).strip();
            Optional<Tier> tier = Tier.named(item.substring(equals + 1).strip().replace('-', '_'));
            if (!ModelId.isValid(model) || tier.isEmpty()) {
                return Optional.empty();
            }
            overrides.put(new ModelId(model), tier.get());
        }
        return Optional.of(overrides);
    }

    static CreditRate rate(Settings settings) {
        Credits increment = settings.credits("credits.increment", CreditRate.STANDARD.increment());
        if (increment.isNone()) {
            throw Settings.wrong("credits.increment", "must be above zero");
        }
        return new CreditRate(increment);
    }
}
