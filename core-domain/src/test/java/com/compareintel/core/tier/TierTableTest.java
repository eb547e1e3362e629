package com.compareintel.core.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.PeriodKind;
import com.compareintel.core.credit.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierTableTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ANONYMOUS, , 3, 50, DAY, 2, 2, false, 5, 1",
        "FREE, , 3, 100, DAY, 3, 3, false, 10, 2",
        "STARTER, 9, 6, 720, MONTH, 10, 5, true, 20, 4",
        "STARTER_PLUS, 19, 6, 1600, MONTH, 20, 10, true, 20, 4",
        "PRO, 39, 9, 3300, MONTH, 40, 15, true, 30, 6",
        "PRO_PLUS, 79, 12, 6700, MONTH, 80, 20, true, 60, 10"
    })
    void the_standard_table_is_the_published_one(
            Tier tier,
            String price,
            int models,
            long credits,
            PeriodKind period,
            int conversations,
            int presets,
            boolean overage,
            int perMinute,
            int open) {
        assertThat(TierTable.standard().of(tier))
                .isEqualTo(
                        new TierLimits(
                                Optional.ofNullable(price).map(Usd::of),
                                models,
                                Credits.of(credits),
                                period,
                                conversations,
                                presets,
                                overage,
                                perMinute,
                                open));
    }

    @Test
    void only_new_accounts_of_the_free_tier_have_a_trial_and_for_seven_days() {
        TierTable table = TierTable.standard();
        Instant opened = Instant.parse("2026-03-10T12:00:00Z");
        Instant end = Instant.parse("2026-03-17T12:00:00Z");

        assertThat(table.trialOf(Tier.FREE, opened, opened)).contains(end);
        assertThat(table.trialOf(Tier.FREE, opened, end.minusMillis(1))).contains(end);
        assertThat(table.trialOf(Tier.FREE, opened, end)).isEmpty();
        assertThat(table.trialOf(Tier.STARTER, opened, opened)).isEmpty();
        assertThat(table.trialOf(Tier.ANONYMOUS, opened, opened)).isEmpty();
    }

    @Test
    void what_visitors_share_is_as_published() {
        TierTable table = TierTable.standard();

        assertThat(table.networkComparisonsPerMinute()).isEqualTo(20);
        assertThat(table.networkOpenAtOnce()).isEqualTo(8);
        assertThat(table.siteAllowances()).isEqualTo(4);
        assertThat(table.visitorsDailyCredits()).isEqualTo(Credits.of(5_000));
        assertThat(table.overagePrice()).isEqualTo(Usd.of("0.013"));
    }

    @Test
    void a_table_needs_a_row_for_every_tier() {
        TierLimits row = TierTable.standard().of(Tier.FREE);

        assertThatThrownBy(() ->
                        new TierTable(
                                Map.of(Tier.FREE, row),
                                Usd.ZERO,
                                1,
                                1,
                                1,
                                Duration.ZERO,
                                Credits.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tiers_stand_in_order_and_go_by_their_wire_names() {
        assertThat(Tier.PRO.includes(Tier.STARTER_PLUS)).isTrue();
        assertThat(Tier.FREE.includes(Tier.STARTER)).isFalse();
        assertThat(Tier.named("starter_plus")).contains(Tier.STARTER_PLUS);
        assertThat(Tier.named("STARTER_PLUS")).isEmpty();
    }
}
