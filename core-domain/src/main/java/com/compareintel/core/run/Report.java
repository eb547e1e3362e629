package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import java.util.Optional;
import java.util.OptionalLong;

/// What the provider told of what a call used and cost.
record Report(Optional<Usage> usage, Optional<Usd> cost) {
    static final Report NONE = new Report(Optional.empty(), Optional.empty());

    static Report of(ProviderSignal.Ended end) {
        return new Report(end.usage(), end.cost());
    }

    static Report of(ProviderSignal.Failed failed) {
        return new Report(failed.usage(), failed.cost());
    }

    /// This, and what an earlier report knew beyond it.
    Report or(Report earlier) {
        return new Report(usage.or(earlier::usage), cost.or(earlier::cost));
    }

    /// What a call cost that came to nothing: as reported, else at list price.
    Usd costOf(ModelPrice price) {
        return cost.or(() -> usage.map(used -> Bill.listPrice(used, price))).orElse(Usd.ZERO);
    }

    /// Whether the cost is known of a call that came to nothing. One of zero may as well mean that
    /// the provider does not know yet.
    boolean tellsCost() {
        return cost.isPresent() && !cost.get().isZero();
    }

    /// The tokens of the answer, if they are known.
    OptionalLong outputTokens() {
        return usage.map(used -> OptionalLong.of(used.outputTokens()))
                .orElseGet(OptionalLong::empty);
    }
}
