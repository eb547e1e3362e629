package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.run.Precedence;
import com.compareintel.core.run.ProviderSlots;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The names under which a number can be set.
final class SettingNamesTest {
    @Test
    void an_argument_that_nobody_reads_stops_the_start() {
        assertThatThrownBy(() ->
                        RunningProduct.start(RunningProduct.options().set("tiers.pro.modles", 5)))
                .hasMessage("tiers.pro.modles: is no setting; see docs/configuration.md");
    }

    @Test
    void variables_that_nobody_reads_are_found_among_those_of_others() {
        var unknown = new UnknownSettings(List.of("tiers.pro.models", "journal.window-bytes"));

        assertThat(
                        unknown.among(
                                Set.of(
                                        "TIERS_PRO_MODLES",
                                        "TIERS_PRO_MODELS",
                                        "JOURNAL_WINDOW",
                                        "JOURNAL_STREAM",
                                        "TIERSCHEN",
                                        "PATH")))
                .containsExactly("JOURNAL_WINDOW", "TIERS_PRO_MODLES");
    }

    @Test
    void what_is_read_late_or_by_the_framework_is_no_stranger() {
        try (var product =
                RunningProduct.start(
                        RunningProduct.options()
                                .set("retention.visitors", "90d")
                                .set("retention.unstored-text", "1h")
                                .set("follow.look-again", "1s")
                                .set("upstream.idle-for", "50s")
                                .set("upstream.models-file", "")
                                .set("journal.finished-for", "1h")
                                .set("model-tiers.free-up-to", 5)
                                .set("retries.reserve", 20)
                                .set("lease.search", "2s")
                                .set("deadlines.reader", "5s")
                                .set("credits.increment", 1)
                                .set("output.default-tokens", 4000)
                                .set("visitors.site-allowances", 4)
                                .set("anonymous.daily-credits", 5000)
                                .set("http-api.heartbeat", "15s")
                                .set("datasources.default.maximum-pool-size", 5))) {
            assertThat(product.uri()).isNotNull();
        }
    }

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
