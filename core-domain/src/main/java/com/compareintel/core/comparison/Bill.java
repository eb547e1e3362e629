package com.compareintel.core.comparison;

import com.compareintel.core.catalogue.ModelPrice;
import com.compareintel.core.credit.Usd;
import java.util.Optional;

/// Who pays what for one answer that has ended.
///
/// @param counts whether the answer counts towards the charge, even at no cost
/// @param user what the user pays, zero unless it counts
/// @param platform what the service pays itself
/// @param cost what the answer cost as far as is known
public record Bill(boolean counts, Usd user, Usd platform, Answer.Cost cost) {

    /// What is known of an answer when it ends.
    ///
    /// @param dispatched whether the provider was ever asked
    /// @param hasOutput whether text or reasoning was relayed
    /// @param usage the tokens the provider reported, if it did
    /// @param cost the cost the provider reported, if it did
    /// @param relayed the tokens counted on the prompt and on what was relayed
    public record Meter(
            boolean dispatched,
            boolean hasOutput,
            Optional<Usage> usage,
            Optional<Usd> cost,
            Usage relayed) {

        /// The reported tokens, or else the counted ones.
        Usage tokens() {
            return usage.orElse(relayed);
        }
    }

    /// The bill of an answer by the table of endings.
    ///
    /// | ending | the user pays |
    /// |---|---|
    /// | completed | its cost |
    /// | failed, with or without output | nothing; what it cost is the platform's |
    /// | cancelled before dispatch | nothing |
    /// | cancelled after | prompt and relayed output at list price, or the reported cost if that is lower |
    ///
    /// @param status a final one
    public static Bill of(AnswerStatus status, Meter meter, ModelPrice price) {
        return switch (status) {
            case COMPLETED -> {
                Answer.Cost cost = costOf(meter, price);
                yield new Bill(true, cost.amount(), Usd.ZERO, cost);
            }
            case FAILED -> {
                Answer.Cost cost =
                        meter.hasOutput() || meter.usage().isPresent() || meter.cost().isPresent()
                                ? costOf(meter, price)
                                : new Answer.Cost(Usd.ZERO, CostSource.ESTIMATED);
                yield new Bill(false, Usd.ZERO, cost.amount(), cost);
            }
            case CANCELLED -> {
                if (!meter.dispatched()) {
                    yield new Bill(
                            false,
                            Usd.ZERO,
                            Usd.ZERO,
                            new Answer.Cost(Usd.ZERO, CostSource.ESTIMATED));
                }
                Usd listed = listPrice(meter.relayed(), price);
                Answer.Cost cost =
                        meter.cost()
                                .filter(reported -> isBelievable(reported, meter, price))
                                .map(reported -> new Answer.Cost(reported, CostSource.PROVIDER))
                                .orElse(new Answer.Cost(listed, CostSource.ESTIMATED));
                Usd user = cost.amount().min(listed);
                Usd rest = new Usd(cost.amount().amount().subtract(user.amount()));
                yield new Bill(true, user, rest, cost);
            }
            case QUEUED, RUNNING ->
                    throw new IllegalArgumentException("no bill before the end: " + status);
        };
    }

    private static Answer.Cost costOf(Meter meter, ModelPrice price) {
        return meter.cost()
                .filter(reported -> isBelievable(reported, meter, price))
                .map(reported -> new Answer.Cost(reported, CostSource.PROVIDER))
                .orElseGet(() ->
                        new Answer.Cost(listPrice(meter.tokens(), price), CostSource.ESTIMATED));
    }

    private static Usd listPrice(Usage tokens, ModelPrice price) {
        return price.of(tokens.inputTokens())
                .costOf(tokens.inputTokens(), tokens.cachedTokens(), tokens.outputTokens());
    }

    /// A cost of zero for tokens that have a price means that the provider did not know.
    private static boolean isBelievable(Usd reported, Meter meter, ModelPrice price) {
        return !reported.isZero() || listPrice(meter.tokens(), price).isZero();
    }
}
