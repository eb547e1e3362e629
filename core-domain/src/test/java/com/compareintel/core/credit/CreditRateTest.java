package com.compareintel.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditRateTest {
    @ParameterizedTest(name = "{0} dollars at increments of {1} thousandths cost {2}")
    @CsvSource({
        "0, 1000, 1000",
        "0.000000000001, 1000, 1000",
        "0.01, 1000, 1000",
        "0.010000000001, 1000, 2000",
        "0.02, 1000, 2000",
        "1, 1000, 100000",
        "0, 1, 1",
        "0.00001, 1, 1",
        "0.000011, 1, 2",
        "0.0123, 250, 1250",
        "0.0125, 250, 1250",
        "0.01250001, 250, 1500"
    })
    void a_cost_is_rounded_up_to_the_increment_and_is_at_least_one(
            String usd, long increment, long milli) {
        CreditRate rate = new CreditRate(new Credits(increment));

        assertThat(rate.priceOf(Usd.of(usd))).isEqualTo(new Credits(milli));
    }

    @Test
    void credits_are_worth_a_cent_each_exactly() {
        assertThat(CreditRate.STANDARD.worthOf(Credits.of(7))).isEqualTo(Usd.of("0.07"));
        assertThat(CreditRate.STANDARD.worthOf(new Credits(1))).isEqualTo(Usd.of("0.00001"));
        assertThat(CreditRate.STANDARD.worthOf(Credits.NONE)).isEqualTo(Usd.ZERO);
    }

    @Test
    void an_increment_of_nothing_is_refused() {
        assertThatThrownBy(() -> new CreditRate(Credits.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
