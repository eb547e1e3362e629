package com.compareintel.core.credit;

import java.math.BigDecimal;

/// An exact, non-negative amount of credit, counted in thousandths.
///
/// @param milli thousandths of a credit
public record Credits(long milli) implements Comparable<Credits> {
    /// No credit at all.
    public static final Credits NONE = new Credits(0);

    public Credits {
        if (milli < 0) {
            throw new IllegalArgumentException("credits below zero: " + milli);
        }
    }

    /// So many whole credits.
    public static Credits of(long whole) {
        return new Credits(Math.multiplyExact(whole, 1000L));
    }

    public Credits plus(Credits other) {
        return new Credits(Math.addExact(milli, other.milli));
    }

    /// What remains when `other` is taken away; fails if there is not enough.
    public Credits minus(Credits other) {
        return new Credits(Math.subtractExact(milli, other.milli));
    }

    /// This amount so many times.
    public Credits times(int factor) {
        return new Credits(Math.multiplyExact(milli, factor));
    }

    public boolean covers(Credits other) {
        return milli >= other.milli;
    }

    public boolean isNone() {
        return milli == 0;
    }

    public Credits min(Credits other) {
        return milli <= other.milli ? this : other;
    }

    public Credits max(Credits other) {
        return milli >= other.milli ? this : other;
    }

    /// The amount in credits with at most three decimals and no trailing zeros.
    public BigDecimal toDecimal() {
        BigDecimal decimal = BigDecimal.valueOf(milli, 3).stripTrailingZeros();
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    @Override
    public int compareTo(Credits other) {
        return Long.compare(milli, other.milli);
    }

    @Override
    public String toString() {
        return toDecimal().toPlainString();
    }
}
