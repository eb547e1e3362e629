package com.compareintel.core.run;

import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.comparison.Bill;
import com.compareintel.core.comparison.Usage;
import com.compareintel.core.credit.Usd;
import java.util.Optional;
import java.util.OptionalLong;

/// What the provider told of what a call used and cost.
record CallReport(Optional<Usage> usage, Optional<Usd> cost) {
    static final CallReport NONE = new CallReport(Optional.empty(), Optional.empty());

    static CallReport of(ProviderSignal.Ended end) {
        return new CallReport(end.usage(), end.cost());
    }

    static CallReport of(ProviderSignal.Failed failed) {
        return new CallReport(failed.usage(), failed.cost());
    }

    /// This, and what an earlier report knew beyond it.
    CallReport or(CallReport earlier) {
        return new CallReport(usage.or(earlier::usage), cost.or(earlier::cost));
    }

    /// What a try cost that came to nothing: as reported, else at list price.
    Usd costAt(ModelPrice price) {
        return cost.or(() -> usage.map(used -> Bill.listPrice(used, price))).orElse(Usd.ZERO);
    }

    OptionalLong outputTokens() {
        return usage.map(used -> OptionalLong.of(used.outputTokens()))
                .orElseGet(OptionalLong::empty);
    }
}
