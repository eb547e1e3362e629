package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.run.Precedence;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import org.junit.jupiter.api.Test;

/// The names under which a number can be set.
final class SettingNamesTest {
    @Test
    void a_number_is_set_by_its_key_or_by_its_variable() {
        try (var product =
                RunningProduct.start(
                        RunningProduct.options()
                                .set("TIERS_STARTER_PLUS_OPEN_AT_ONCE", 7)
                                .set("TIERS_PRO_MODELS", 5)
                                .set("tiers.pro-plus.models", 11)
                                .set("tiers.pro_plus.open-at-once", 12)
                                .set("ANONYMOUS_DAILY_CREDITS", "12.5")
                                .set("slots.open", 1)
                                .set("SLOTS_QUEUE", 0))) {
            var tiers = product.bean(TierTable.class);

            assertThat(tiers.of(Tier.STARTER_PLUS).openAtOnce()).isEqualTo(7);
            assertThat(tiers.of(Tier.PRO).models()).isEqualTo(5);
            assertThat(tiers.of(Tier.PRO_PLUS).models()).isEqualTo(11);
            assertThat(tiers.of(Tier.PRO_PLUS).openAtOnce()).isEqualTo(12);
            assertThat(tiers.visitorsDailyCredits()).isEqualTo(new Credits(12_500));
            assertThat(product.bean(ProviderSlots.class).overloadedBy(Precedence.PAID, 1))
                    .isEmpty();
            assertThat(product.bean(ProviderSlots.class).overloadedBy(Precedence.PAID, 2))
                    .isPresent();
        }
    }
}
