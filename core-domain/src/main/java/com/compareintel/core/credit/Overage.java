package com.compareintel.core.credit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// Credit that is bought beyond the allowance of one period. It is off unless its owner switched it
/// on within that very period, so it is off again after each renewal.
///
/// @param enabled whether more may be drawn
/// @param limit dollars that it may come to, if there is a limit
/// @param price dollars for one credit, as of when it was first switched on in the period
/// @param drawn what holds and charges took beyond the allowance
public record Overage(boolean enabled, Optional<Usd> limit, Usd price, Credits drawn) {
    /// Not switched on.
    public static final Overage OFF = new Overage(false, Optional.empty(), Usd.ZERO, Credits.NONE);

    /// As good as no limit: more than anybody uses, and far from any overflow.
    private static final Credits UNLIMITED = Credits.of(1_000_000_000);

    /// Switched on from now on; what was drawn before keeps its price, and so does the rest.
    Overage on(Optional<Usd> most, Usd priceNow) {
        return new Overage(true, most, drawn.isNone() ? priceNow : price, drawn);
    }

    /// Switched off from now on.
    Overage off() {
        return new Overage(false, limit, price, drawn);
    }

    /// What so many credits cost.
    public Usd priceOf(Credits credits) {
        return new Usd(price.amount().multiply(credits.toDecimal()));
    }

    /// What may still be drawn.
    public Credits room() {
        if (!enabled) {
            return Credits.NONE;
        }
        Credits most = limit.map(this::creditsFor).orElse(UNLIMITED);
        return most.minus(drawn.min(most));
    }

    /// The most that costs no more than this.
    private Credits creditsFor(Usd dollars) {
        return price.isZero()
                ? UNLIMITED
                : new Credits(
                                dollars.amount()
                                        .movePointRight(3)
                                        .divide(price.amount(), 0, RoundingMode.FLOOR)
                                        .min(BigDecimal.valueOf(UNLIMITED.milli()))
                                        .longValueExact())
                        .min(UNLIMITED);
    }

    Overage draw(Credits more) {
        return new Overage(enabled, limit, price, drawn.plus(more));
    }

    Overage giveBack(Credits less) {
        return new Overage(enabled, limit, price, drawn.minus(less));
    }
}
