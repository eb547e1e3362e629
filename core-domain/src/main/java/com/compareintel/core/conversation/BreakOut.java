package com.compareintel.core.conversation;

import com.compareintel.core.UseCase;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationCap;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.Refusal;
import com.compareintel.core.comparison.Twins;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.tier.TierTable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Makes a new conversation of one model's part in another. Nothing is charged.
@UseCase
public final class BreakOut {
    private final Conversations conversations;
    private final Comparisons comparisons;
    private final RateLimiter limiter;
    private final TierTable tiers;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final Twins twins = new Twins();

    /// @param ids new UUIDv7s
    public BreakOut(
            Conversations conversations,
            Comparisons comparisons,
            RateLimiter limiter,
            TierTable tiers,
            Supplier<UUID> ids,
            Clock clock) {
        this.conversations = conversations;
        this.comparisons = comparisons;
        this.limiter = limiter;
        this.tiers = tiers;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of the wish.
    public sealed interface Outcome {
        /// The new conversation, made now or when the same request came before.
        record BrokenOut(ConversationId to) implements Outcome {}

        /// It may not be made; nothing was written.
        record Refused(Refusal why) implements Outcome {}

        /// The model was asked in no turn of the conversation.
        record NotThere() implements Outcome {}
    }

    /// What this idempotency key led to: earlier, or by this first request with it. Of several at
    /// once the first is tried and the others are told the same, also where there was room or rate
    /// for one only. A refusal is not remembered.
    ///
    /// @param first what the request does if it is the first
    public Outcome once(Idempotency idempotency, Supplier<Outcome> first) {
        return twins.oneByOne(
                idempotency,
                () ->
                        repeated(idempotency)
                                .orElseGet(() -> {
                                    Outcome outcome = first.get();
                                    return outcome instanceof Outcome.BrokenOut
                                            ? outcome
                                            : repeated(idempotency).orElse(outcome);
                                }));
    }

    Optional<Outcome> repeated(Idempotency idempotency) {
        return comparisons
                .repeatOf(idempotency, clock.instant())
                .map(repeat ->
                        join(
                                idempotency,
                                new ConversationId(repeat.result()),
                                repeat.fingerprint()));
    }

    /// Counts one more breakout against the rate this caller is limited to, or says that it has to
    /// wait: it may do so as often as its tier may start comparisons, for each takes up room. To be
    /// asked before [#of], once the request is known to be sound and new.
    public RateDecision mayBreakOut(Caller caller) {
        int limit = tiers.of(caller.tier()).comparisonsPerMinute();
        return limiter.claim(
                List.of(new Claim(caller.owner().key(), Quota.perMinute("breakouts", limit))));
    }

    /// Makes the new conversation, or says why not.
    ///
    /// @param idempotency its fingerprint tells breakouts from all other requests
    public Outcome of(
            Caller caller, ConversationId from, ModelId model, Optional<Idempotency> idempotency) {
        Breakout breakout =
                new Breakout(
                        from, model, new ConversationId(ids.get()), idempotency, clock.instant());
        Shelf shelf = new Shelf(caller.owner(), ConversationCap.of(tiers.of(caller.tier())));
        return switch (conversations.breakOut(shelf, breakout)) {
            case Breakout.Outcome.BrokenOut done -> new Outcome.BrokenOut(breakout.to());
            case Breakout.Outcome.Repeated(ConversationId to, String fingerprint) ->
                    join(idempotency.orElseThrow(), to, fingerprint);
            case Breakout.Outcome.Missing missing ->
                    new Outcome.Refused(new Refusal.ConversationMissing());
            case Breakout.Outcome.Archived archived ->
                    new Outcome.Refused(new Refusal.ConversationArchived());
            case Breakout.Outcome.Busy busy -> new Outcome.Refused(new Refusal.ConversationBusy());
            case Breakout.Outcome.NotThere notThere -> new Outcome.NotThere();
        };
    }

    private static Outcome join(Idempotency idempotency, ConversationId to, String fingerprint) {
        return fingerprint.equals(idempotency.fingerprint())
                ? new Outcome.BrokenOut(to)
                : new Outcome.Refused(new Refusal.IdempotencyMismatch());
    }
}
