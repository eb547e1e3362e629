package com.compareintel.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [Credits] and [Usd].
class AmountsTest {
    @Test
    void credits_never_fall_below_zero() {
        assertThatThrownBy(() -> new Credits(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Credits.of(1).minus(Credits.of(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Credits.of(2).minus(Credits.of(2))).isEqualTo(Credits.NONE);
    }

    @Test
    void credits_fail_rather_than_overflow() {
        Credits most = new Credits(Long.MAX_VALUE);

        assertThatThrownBy(() -> most.plus(new Credits(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> most.times(2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Credits.of(Long.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest(name = "{0} thousandths are {1}")
    @CsvSource({"0, 0", "1, 0.001", "125, 0.125", "1000, 1", "1500, 1.5", "100000, 100"})
    void credits_are_told_without_trailing_zeros(long milli, String told) {
        assertThat(new Credits(milli).toDecimal()).isEqualTo(new BigDecimal(told));
        assertThat(new Credits(milli)).hasToString(told);
    }

    @Test
    void equal_dollars_are_equal_whatever_their_scale() {
        assertThat(Usd.of("1.50")).isEqualTo(Usd.of("1.5")).hasSameHashCodeAs(Usd.of("1.5"));
        assertThat(Usd.of("0.000")).isEqualTo(Usd.ZERO);
        assertThat(Usd.of("1E+2")).isEqualTo(Usd.of("100.0"));
    }

    @Test
    void dollars_are_told_as_plain_decimals() {
        assertThat(Usd.of("1E-12")).hasToString("0.000000000001");
        assertThat(Usd.of("100")).hasToString("100");
        assertThat(Usd.ZERO).hasToString("0");
    }

    @Test
    void dollars_add_up_exactly() {
        Usd sum = Usd.ZERO;
        for (int i = 0; i < 1_000; i++) {
            sum = sum.plus(Usd.of("0.000000000001"));
        }

        assertThat(sum).isEqualTo(Usd.of("0.000000001"));
        assertThat(Usd.of("0.000000000001").times(1_000)).isEqualTo(sum);
        assertThatThrownBy(() -> Usd.of("-0.01")).isInstanceOf(IllegalArgumentException.class);
    }
}
