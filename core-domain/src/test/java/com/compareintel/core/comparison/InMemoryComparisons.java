package com.compareintel.core.comparison;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.NewComparison.Place;
import com.compareintel.core.credit.Balance;
import com.compareintel.core.credit.InMemoryCreditLedger;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.VisitorId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Comparisons in memory, with the ledger they hold credit in and the conversations they are turns
/// of. Leases run by the clock it is given. Thread-safe.
public final class InMemoryComparisons implements Comparisons {
    private final InMemoryCreditLedger ledger;
    private final Clock clock;
    private final StoredComparisons stored = new StoredComparisons();
    private final Map<ConversationId, KeptConversation> conversations = new LinkedHashMap<>();
    private final UsedKeys keys = new UsedKeys();
    private final List<Settlement.PlatformLine> platform = new ArrayList<>();
    private final InMemoryUsageLog usage = new InMemoryUsageLog();
    private final Set<Owner> shut = new HashSet<>();
    private BiConsumer<Fence, AnswerEnding> listener = (fence, ending) -> {};

    public InMemoryComparisons(InMemoryCreditLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        ledger.ask(this::isOf);
    }

    /// What the comparisons that ended have used.
    public InMemoryUsageLog usage() {
        return usage;
    }

    private synchronized boolean isOf(VisitorId visitor, UUID comparison, String pool) {
        return stored.find(new ComparisonId(comparison))
                .map(StoredComparison::caller)
                .filter(caller -> caller.owner().equals(new Owner.Visitor(visitor)))
                .filter(caller -> caller.payer().key().equals(pool))
                .isPresent();
    }

    /// Tells of each ending in the step that stores it.
    public synchronized void onEnding(BiConsumer<Fence, AnswerEnding> told) {
        listener = told;
    }

    /// Whose a comparison is.
    public synchronized Optional<Fence> fence(ComparisonId id) {
        return stored.find(id).map(StoredComparison::fence);
    }

    /// How an answer ended, once it has.
    public synchronized Optional<AnswerEnding> ending(ComparisonId id, ModelId model) {
        return stored.find(id).flatMap(found -> found.ending(model));
    }

    public InMemoryCreditLedger ledger() {
        return ledger;
    }

    /// All lines of the platform's own account, oldest first.
    public synchronized List<Settlement.PlatformLine> platform() {
        return List.copyOf(platform);
    }

    @Override
    public synchronized Circumstances circumstances(
            Caller caller, Optional<ConversationId> conversation, Instant now) {
        Standing standing =
                new Standing(
                        runningOf(caller.owner()),
                        (int) stored.runningPaidBy(caller.payer()).count(),
                        conversation
                                .map(id -> continuation(caller.owner(), id))
                                .orElseGet(Standing.Continuation.Fresh::new));
        return new Circumstances(ledger.funds(caller.pools(), now), standing);
    }

    private Standing.Continuation continuation(Owner owner, ConversationId id) {
        KeptConversation kept = conversations.get(id);
        if (kept == null || !kept.owner().equals(owner)) {
            return new Standing.Continuation.Missing();
        }
        return isBusy(id)
                ? new Standing.Continuation.Busy(newerThan(kept))
                : new Standing.Continuation.Continued(
                        stored.turns(id).map(StoredComparison::asPastTurn).toList(),
                        newerThan(kept));
    }

    /// How many of the same owner's conversations stand before this one.
    public synchronized long newerThan(KeptConversation kept) {
        return conversations.values().stream()
                .filter(other -> other.owner().equals(kept.owner()))
                .filter(other -> KeptConversation.OLDEST_FIRST.compare(other, kept) > 0)
                .count();
    }

    @Override
    public synchronized Optional<Repeat> repeatOf(Idempotency idempotency, Instant now) {
        return keys.repeatOf(idempotency, now);
    }

    /// Lets nothing more of this owner in, or lets it in again.
    public synchronized void shut(Owner owner, boolean isShut) {
        if (isShut) {
            shut.add(owner);
        } else {
            shut.remove(owner);
        }
    }

    @Override
    public synchronized AdmitOutcome admit(NewComparison comparison) {
        Caller caller = comparison.caller();
        Instant now = comparison.createdAt();
        Optional<Repeat> repeat = comparison.idempotency().flatMap(key -> repeatOf(key, now));
        if (repeat.isPresent()) {
            return new AdmitOutcome.Repeated(repeat.get());
        }
        if (shut.contains(caller.owner())) {
            return new AdmitOutcome.Shut();
        }
        if (comparison.place() instanceof Place.SameConversation(ConversationId id, var cap)) {
            KeptConversation kept = conversations.get(id);
            if (kept == null || !kept.owner().equals(caller.owner())) {
                return new AdmitOutcome.Gone();
            }
            if (!cap.shows(newerThan(kept))) {
                return new AdmitOutcome.Archived();
            }
            if (isBusy(id)) {
                return new AdmitOutcome.Busy();
            }
        }
        if (runningOf(caller.owner()) >= comparison.limits().ofOwner()
                || stored.runningPaidBy(caller.payer()).count() >= comparison.limits().ofPayer()) {
            return new AdmitOutcome.TooManyOpen();
        }
        if (!ledger.hold(comparison.id().value(), caller.pools(), comparison.plan().hold(), now)) {
            return new AdmitOutcome.OutOfCredit(ledger.funds(caller.pools(), now));
        }
        stored.add(new StoredComparison(comparison, clock.instant().plus(comparison.lease())));
        switch (comparison.place()) {
            case Place.NewConversation(ConversationId id, String title) ->
                    conversations.put(
                            id, new KeptConversation(id, caller.owner(), title, now, now));
            case Place.SameConversation(ConversationId id, var cap) ->
                    conversations.computeIfPresent(id, (same, old) -> old.activeAt(now));
            case Place.Nowhere nowhere -> {}
        }
        comparison.idempotency().ifPresent(key -> use(key, comparison.id().value(), now));
        return new AdmitOutcome.Admitted();
    }

    /// Remembers what an idempotency key led to.
    public synchronized void use(Idempotency key, UUID result, Instant now) {
        keys.use(key, result, now);
    }

    /// Copies one model's part of a conversation to a new one.
    public synchronized void breakOut(
            KeptConversation from, ModelId model, KeptConversation to, Optional<Idempotency> key) {
        conversations.put(to.id(), to);
        for (StoredComparison turn : stored.turns(from.id()).toList()) {
            stored.add(turn.brokenOut(new ComparisonId(UUID.randomUUID()), to.id(), model));
        }
        key.ifPresent(used -> use(used, to.id().value(), to.createdAt()));
    }

    /// Whether a model was asked in any turn of a conversation.
    public synchronized boolean asked(ConversationId id, ModelId model) {
        return stored.turns(id).anyMatch(turn -> turn.asked(model));
    }

    @Override
    public synchronized WriteOutcome record(Fence fence, AnswerEnding ending) {
        Optional<StoredComparison> owned = stored.ownedBy(fence);
        if (owned.isPresent() && owned.get().end(ending)) {
            listener.accept(fence, ending);
        }
        return owned.isPresent() ? WriteOutcome.WRITTEN : WriteOutcome.FENCED;
    }

    @Override
    public synchronized FinishOutcome finish(
            Fence fence, Settlement settlement, long startSkewMillis, Instant finishedAt) {
        Optional<StoredComparison> owned = stored.ownedBy(fence);
        if (owned.isEmpty()) {
            return new FinishOutcome.Fenced();
        }
        StoredComparison comparison = owned.get();
        if (comparison.isRunning()) {
            Balance left =
                    ledger.resolve(fence.comparison().value(), settlement.charge(), finishedAt);
            platform.addAll(settlement.platform());
            comparison.close(
                    settlement.status(),
                    new Comparison.Closing(
                            finishedAt,
                            settlement.charge(),
                            settlement.cost(),
                            left.available(),
                            left.held(),
                            left.period().resetsAt(),
                            startSkewMillis));
            usage.add(comparison.caller(), comparison.asComparison());
        }
        return new FinishOutcome.Finished(comparison.asComparison().closing().orElseThrow());
    }

    @Override
    public synchronized Optional<Comparison> find(Owner owner, ComparisonId id) {
        return stored.find(id)
                .filter(comparison -> comparison.caller().owner().equals(owner))
                .map(StoredComparison::asComparison);
    }

    @Override
    public synchronized Optional<Comparison> find(ComparisonId id) {
        return stored.find(id).map(StoredComparison::asComparison);
    }

    @Override
    public synchronized Set<Fence> renew(Set<Fence> fences, Duration lease) {
        Instant until = clock.instant().plus(lease);
        return stored.all()
                .filter(comparison -> fences.contains(comparison.fence()))
                .filter(comparison -> !comparison.isHandedOver())
                .peek(comparison -> comparison.leaseUntil(until))
                .map(StoredComparison::fence)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized List<Orphan> claimExpired(InstanceId instance, Duration lease, int limit) {
        Instant now = clock.instant();
        return stored
                .running()
                .filter(comparison -> comparison.isExpiredAt(now))
                .limit(limit)
                .toList()
                .stream()
                .map(comparison ->
                        comparison.claim(instance, now.plus(lease), stored.before(comparison)))
                .toList();
    }

    @Override
    public synchronized void handOver(Set<Fence> fences) {
        stored.running()
                .filter(comparison -> fences.contains(comparison.fence()))
                .forEach(comparison -> comparison.handOver(clock.instant()));
    }

    @Override
    public synchronized WriteOutcome begin(Fence fence) {
        Optional<StoredComparison> owned = stored.ownedBy(fence);
        owned.ifPresent(StoredComparison::begin);
        return owned.isPresent() ? WriteOutcome.WRITTEN : WriteOutcome.FENCED;
    }

    @Override
    public synchronized int forsakenHolds(Duration grace) {
        Instant longAgo = clock.instant().minus(grace);
        Set<UUID> cared =
                stored.running()
                        .filter(comparison -> !comparison.isExpiredAt(longAgo))
                        .map(comparison -> comparison.id().value())
                        .collect(Collectors.toSet());
        return (int) ledger.holding().stream().filter(id -> !cared.contains(id)).count();
    }

    @Override
    public synchronized boolean askToCancel(ComparisonId id, Set<ModelId> models) {
        Optional<StoredComparison> asked = stored.find(id).filter(StoredComparison::isRunning);
        asked.ifPresent(comparison -> comparison.askToCancel(models));
        return asked.isPresent();
    }

    /// How many this owner has running.
    public synchronized int runningOf(Owner owner) {
        return (int) stored.runningOf(owner).count();
    }

    /// Who asked for a comparison.
    public synchronized Optional<Caller> callerOf(ComparisonId id) {
        return stored.find(id).map(StoredComparison::caller);
    }

    /// Asks to cancel whatever this owner has running.
    public synchronized void cancelAll(Owner owner) {
        stored.runningOf(owner)
                .forEach(open ->
                        open.askToCancel(
                                open.asComparison().answers().stream()
                                        .map(Answer::model)
                                        .collect(Collectors.toSet())));
    }

    @Override
    public synchronized Map<ComparisonId, Set<ModelId>> cancelsAsked(InstanceId instance) {
        return stored.running()
                .filter(comparison -> comparison.fence().instance().equals(instance))
                .filter(comparison -> !comparison.cancelAsked().isEmpty())
                .collect(
                        Collectors.toUnmodifiableMap(
                                StoredComparison::id, StoredComparison::cancelAsked));
    }

    /// All conversations, in the order in which they began.
    public synchronized Collection<KeptConversation> conversations() {
        return List.copyOf(conversations.values());
    }

    /// The turns of a conversation, oldest first.
    public synchronized List<Comparison> turnsOf(ConversationId id) {
        return stored.turns(id).map(StoredComparison::asComparison).toList();
    }

    /// Replaces a conversation by one of the same id.
    public synchronized void keep(KeptConversation conversation) {
        conversations.replace(conversation.id(), conversation);
    }

    /// Forgets a conversation and its turns unless one is running, and tells whether it did.
    public synchronized boolean forget(ConversationId id) {
        if (isBusy(id)) {
            return false;
        }
        conversations.remove(id);
        stored.removeIf(comparison -> comparison.isTurnOf(id));
        return true;
    }

    /// When each owner last had a comparison admitted.
    public synchronized Map<Owner, Instant> lastAdmissions() {
        return stored.lastAdmissions();
    }

    /// Forgets everything of an owner unless a comparison is running, and tells whether it did.
    public synchronized boolean forget(Owner owner) {
        if (runningOf(owner) > 0) {
            return false;
        }
        stored.removeIf(comparison -> comparison.caller().owner().equals(owner));
        conversations.values().removeIf(kept -> kept.owner().equals(owner));
        usage.forget(owner);
        return true;
    }

    /// Forgets up to `limit` keys used at or before this time.
    public synchronized int forgetKeys(Instant usedUpTo, int limit) {
        return keys.forget(usedUpTo, limit);
    }

    /// Forgets that up to `limit` comparisons that ended at or before this time have a journal.
    public synchronized int forgetJournals(Instant endedUpTo, int limit) {
        return stored.each(
                comparison -> comparison.hasJournalToForgetAt(endedUpTo),
                limit,
                StoredComparison::forgetJournal);
    }

    /// Forgets the texts of up to `limit` comparisons kept nowhere that ended at or before this
    /// time.
    public synchronized int forgetTexts(Instant endedUpTo, int limit) {
        return stored.each(
                comparison -> comparison.isForgettableAt(endedUpTo),
                limit,
                StoredComparison::forgetText);
    }

    /// Whether a turn of a conversation is running.
    public synchronized boolean isBusy(ConversationId id) {
        return stored.turns(id).anyMatch(StoredComparison::isRunning);
    }
}
