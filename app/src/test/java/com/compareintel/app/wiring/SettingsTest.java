package com.compareintel.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import com.compareintel.core.run.Deadlines;
import com.compareintel.core.tier.Tier;
import com.compareintel.core.tier.TierTable;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    @Test
    void what_is_not_set_or_blank_has_its_default() {
        var settings = Settings.of(Map.of("blank", "  "));

        assertThat(settings.number("missing", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.number("blank", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.list("blank")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "10s, PT10S",
        "5m, PT5M",
        "1h, PT1H",
        "2d, PT48H",
        "PT90S, PT1M30S"
    })
    void times_are_read_in_several_units(String text, Duration expected) {
        assertThat(Settings.of(Map.of("t", text)).duration("t", Duration.ZERO)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-5s", "10", "soon", "PT0S"})
    void what_is_no_time_is_refused(String text) {
        var settings = Settings.of(Map.of("deadlines.gap", text));

        assertThatThrownBy(() -> settings.duration("deadlines.gap", Duration.ZERO))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("deadlines.gap (DEADLINES_GAP): must be a time above zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "many", "1.5", "99999999999"})
    void a_number_beyond_its_bounds_is_refused(String text) {
        var settings = Settings.of(Map.of("PORT", text));

        assertThatThrownBy(() -> settings.number("PORT", 8080, 1, 65_535))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("PORT: must be a whole number from 1 to 65535");
    }

    @Test
    void credits_and_dollars_are_exact() {
        var settings = Settings.of(Map.of("c", "0.125", "d", "0.013"));

        assertThat(settings.credits("c", Credits.NONE)).isEqualTo(new Credits(125));
        assertThat(settings.dollars("d", Usd.ZERO)).isEqualTo(Usd.of("0.013"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.0001", "1e3", "one"})
    void what_is_no_amount_of_credits_is_refused(String text) {
        var settings = Settings.of(Map.of("credits.increment", text));

        assertThatThrownBy(() -> TierSettings.rate(settings))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("CREDITS_INCREMENT");
    }

    @Test
    void nothing_set_gives_the_published_numbers() {
        var nothing = Settings.of(Map.of());

        assertThat(TierSettings.table(nothing)).isEqualTo(TierTable.standard());
        assertThat(RunSettings.deadlines(nothing)).isEqualTo(Deadlines.STANDARD);
    }

    @Test
    void every_number_of_a_tier_can_be_set() {
        var settings =
                Settings.of(
                        Map.of(
                                "tiers.starter-plus.models", "7",
                                "tiers.starter-plus.credits", "1000.5",
                                "tiers.starter-plus.conversations", "21",
                                "tiers.starter-plus.comparisons-per-minute", "22",
                                "tiers.starter-plus.open-at-once", "23",
                                "tiers.starter-plus.monthly-price", "19.99",
                                "anonymous.daily-credits", "0"));

        var table = TierSettings.table(settings);

        var row = table.of(Tier.STARTER_PLUS);
        assertThat(row.models()).isEqualTo(7);
        assertThat(row.credits()).isEqualTo(new Credits(1_000_500));
        assertThat(row.conversations()).isEqualTo(21);
        assertThat(row.comparisonsPerMinute()).isEqualTo(22);
        assertThat(row.openAtOnce()).isEqualTo(23);
        assertThat(row.monthlyPrice()).contains(Usd.of("19.99"));
        assertThat(table.admitsVisitors()).isFalse();
        assertThat(table.of(Tier.STARTER)).isEqualTo(TierTable.standard().of(Tier.STARTER));
    }

    @Test
    void models_can_be_put_into_tiers_by_name() {
        var settings =
                Settings.of(
                        Map.of("model-tiers.overrides", "a/b=starter_plus, c/d:free=anonymous"));

        assertThat(TierSettings.rule(settings).overrides())
                .hasSize(2)
                .containsValues(Tier.STARTER_PLUS, Tier.ANONYMOUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a/b=gold", "=free", "a b=free", "a/b=free,"})
    void a_list_of_model_tiers_that_makes_no_sense_is_refused(String text) {
        var settings = Settings.of(Map.of("model-tiers.overrides", text));

        assertThatThrownBy(() -> TierSettings.rule(settings))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("MODEL_TIERS_OVERRIDES");
    }
}
