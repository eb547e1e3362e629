package com.compareintel.core.comparison;

import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What the end of a comparison costs, and whom.
///
/// The charge is the sum of what the user pays for answers that count, rounded up once to the
/// increment, at least one increment if anything counts, never above the hold. What the platform
/// takes on keeps the books equal to the cent: `worth of charge + platform lines = cost`.
///
/// @param charge of the hold; the rest comes back
/// @param cost of all answers, whoever pays
/// @param platform the platform's own lines, which may be below zero where rounding gained
public record Settlement(
        ComparisonStatus status, Credits charge, Usd cost, List<PlatformLine> platform) {

    public Settlement {
        platform = List.copyOf(platform);
    }

    /// Why the platform's own account changed.
    public enum PlatformKind {
        /// Answers that the user does not pay for.
        ABSORBED,
        /// The cost above the hold.
        EXCESS,
        /// The gain of rounding up, below zero.
        ROUNDING
    }

    /// One line of the platform's own account.
    ///
    /// @param usd dollars, exact, below zero where the platform gains
    public record PlatformLine(PlatformKind kind, BigDecimal usd) {}

    /// Settles a hold by the endings of all its answers.
    public static Settlement of(Credits hold, Collection<AnswerEnding> endings, CreditRate rate) {
        Usd user = Usd.ZERO;
        Usd absorbed = Usd.ZERO;
        boolean anythingCounts = false;
        for (AnswerEnding ending : endings) {
            user = user.plus(ending.bill().user());
            absorbed = absorbed.plus(ending.bill().platform());
            anythingCounts |= ending.bill().counts();
        }
        Credits charge = anythingCounts ? rate.priceWithin(user, hold) : Credits.NONE;
        List<PlatformLine> lines = new ArrayList<>();
        if (!absorbed.isZero()) {
            lines.add(new PlatformLine(PlatformKind.ABSORBED, absorbed.amount()));
        }
        BigDecimal difference = user.amount().subtract(rate.worthOf(charge).amount());
        if (difference.signum() != 0) {
            lines.add(
                    new PlatformLine(
                            difference.signum() > 0 ? PlatformKind.EXCESS : PlatformKind.ROUNDING,
                            difference));
        }
        ComparisonStatus status =
                ComparisonStatus.of(
                        endings.stream().map(ending -> ending.answer().status()).toList());
        return new Settlement(status, charge, user.plus(absorbed), lines);
    }
}
