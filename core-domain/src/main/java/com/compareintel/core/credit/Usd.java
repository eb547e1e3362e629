package com.compareintel.core.credit;

import java.math.BigDecimal;

/// An exact, non-negative amount of US dollars with as many decimals as it takes; never rounded,
/// never floating point. Equal amounts are equal whatever their scale.
///
/// @param amount dollars, without trailing zeros
public record Usd(BigDecimal amount) implements Comparable<Usd> {
    /// Nothing.
    public static final Usd ZERO = new Usd(BigDecimal.ZERO);

    public Usd {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("dollars below zero: " + amount);
        }
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    public static Usd of(String decimal) {
        return new Usd(new BigDecimal(decimal));
    }

    public Usd plus(Usd other) {
        return new Usd(amount.add(other.amount));
    }

    public Usd times(long factor) {
        return new Usd(amount.multiply(BigDecimal.valueOf(factor)));
    }

    public Usd min(Usd other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Usd max(Usd other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    @Override
    public int compareTo(Usd other) {
        return amount.compareTo(other.amount);
    }

    /// The amount as a plain decimal, such as `0.00421`.
    @Override
    public String toString() {
        return amount.toPlainString();
    }
}
