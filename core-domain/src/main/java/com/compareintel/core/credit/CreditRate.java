package com.compareintel.core.credit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How dollars become credits: 1 credit is US$ 0.01 of provider cost, and what is held or charged
/// is a whole number of increments.
///
/// @param increment the smallest amount held or charged, above zero; one credit unless configured
public record CreditRate(Credits increment) {
    /// Thousandths of a credit in one dollar: 100 credits of 1 000 thousandths.
    private static final BigDecimal MILLI_PER_USD = BigDecimal.valueOf(100_000);

    /// The rate with the increment of one credit.
    public static final CreditRate STANDARD = new CreditRate(Credits.of(1));

    public CreditRate {
        if (increment.isNone()) {
            throw new IllegalArgumentException("increment must be above zero");
        }
    }

    /// The price of a cost in credits: rounded up to the increment, and at least one increment.
    public Credits priceOf(Usd cost) {
        long step = increment.milli();
        long steps =
                cost.amount()
                        .multiply(MILLI_PER_USD)
                        .divide(BigDecimal.valueOf(step), 0, RoundingMode.CEILING)
                        .longValueExact();
        return new Credits(Math.multiplyExact(Math.max(1, steps), step));
    }

    /// The price of a cost in credits, but never more than `most`, however large the cost is.
    public Credits priceWithin(Usd cost, Credits most) {
        return cost.compareTo(worthOf(most)) >= 0 ? most : priceOf(cost).min(most);
    }

    /// What an amount of credits is worth in dollars, exactly.
    public Usd worthOf(Credits credits) {
        return new Usd(BigDecimal.valueOf(credits.milli()).divide(MILLI_PER_USD));
    }
}
