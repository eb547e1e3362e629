package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelCard;
import com.compareintel.core.catalogue.Rates;
import com.compareintel.core.credit.CreditRate;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Usd;
import java.util.List;
import java.util.OptionalInt;

/// What a comparison would hold under one common bound on its answers. The hold grows with the
/// bound, so the largest affordable bound is found by halving.
record PriceList(List<Line> lines) {
    PriceList {
        lines = List.copyOf(lines);
    }

    /// One model's part.
    ///
    /// @param cap the bound it would get if the common one did not limit it
    record Line(
            ModelCard card,
            List<Message> messages,
            PromptSize size,
            int cap,
            List<String> ignored,
            Parameters parameters) {
        Usd costAt(int commonCap) {
            long input = size.bound();
            Rates rates = card.price().bound(input);
            boolean kept = messages.stream().anyMatch(Message::kept);
            return (kept ? rates.whenKept() : rates).costOf(input, Math.min(cap, commonCap));
        }

        PlannedAnswer at(int commonCap) {
            return new PlannedAnswer(
                    card,
                    messages,
                    size,
                    new Answer.Terms(Math.min(cap, commonCap), ignored),
                    parameters,
                    costAt(commonCap));
        }
    }

    /// The bound above which nothing changes.
    int widestCap() {
        return lines.stream().mapToInt(Line::cap).max().orElseThrow();
    }

    Credits holdAt(int commonCap, CreditRate rate) {
        Usd sum = Usd.ZERO;
        for (Line line : lines) {
            sum = sum.plus(line.costAt(commonCap));
        }
        return rate.priceOf(sum);
    }

    /// The largest bound from `least` to `most` whose hold `available` covers.
    OptionalInt largestCap(int least, int most, Credits available, CreditRate rate) {
        if (!available.covers(holdAt(least, rate))) {
            return OptionalInt.empty();
        }
        int fits = least;
        int above = most + 1;
        while (above - fits > 1) {
            int middle = (fits + above) >>> 1;
            if (available.covers(holdAt(middle, rate))) {
                fits = middle;
            } else {
                above = middle;
            }
        }
        return OptionalInt.of(fits);
    }

    Plan planAt(int commonCap, CreditRate rate) {
        return new Plan(
                lines.stream().map(line -> line.at(commonCap)).toList(),
                holdAt(commonCap, rate),
                Math.min(commonCap, widestCap()));
    }
}
