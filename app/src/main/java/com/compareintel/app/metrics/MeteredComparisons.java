package com.compareintel.app.metrics;

import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.comparison.AdmitOutcome;
import com.compareintel.core.comparison.AnswerEnding;
import com.compareintel.core.comparison.Circumstances;
import com.compareintel.core.comparison.Comparison;
import com.compareintel.core.comparison.ComparisonId;
import com.compareintel.core.comparison.Comparisons;
import com.compareintel.core.comparison.ConversationId;
import com.compareintel.core.comparison.Fence;
import com.compareintel.core.comparison.FinishOutcome;
import com.compareintel.core.comparison.Idempotency;
import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.comparison.NewComparison;
import com.compareintel.core.comparison.Orphan;
import com.compareintel.core.comparison.Repeat;
import com.compareintel.core.comparison.Settlement;
import com.compareintel.core.comparison.WriteOutcome;
import com.compareintel.core.identity.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Counts what becomes of comparisons where it is stored. A step that was tried again after its
/// first outcome got lost may be counted twice.
final class MeteredComparisons implements Comparisons {
    private final Comparisons comparisons;
    private final ComparisonMeters meters;

    MeteredComparisons(Comparisons comparisons, ComparisonMeters meters) {
        this.comparisons = comparisons;
        this.meters = meters;
    }

    @Override
    public Circumstances circumstances(
            Caller caller, Optional<ConversationId> conversation, Instant now) {
        return comparisons.circumstances(caller, conversation, now);
    }

    @Override
    public Optional<Repeat> repeatOf(Idempotency idempotency, Instant now) {
        return comparisons.repeatOf(idempotency, now);
    }

    @Override
    public AdmitOutcome admit(NewComparison comparison) {
        AdmitOutcome outcome = comparisons.admit(comparison);
        if (outcome instanceof AdmitOutcome.Admitted) {
            meters.started(comparison.plan().hold());
        }
        return outcome;
    }

    @Override
    public WriteOutcome record(Fence fence, AnswerEnding ending) {
        WriteOutcome outcome = comparisons.record(fence, ending);
        if (outcome == WriteOutcome.WRITTEN) {
            meters.ended(ending.answer());
        }
        return outcome;
    }

    @Override
    public FinishOutcome finish(
            Fence fence, Settlement settlement, long startSkewMillis, Instant finishedAt) {
        FinishOutcome outcome = comparisons.finish(fence, settlement, startSkewMillis, finishedAt);
        if (outcome instanceof FinishOutcome.Finished(Comparison.Closing closing)) {
            meters.finished(settlement, closing.charged());
        }
        return outcome;
    }

    @Override
    public Optional<Comparison> find(Owner owner, ComparisonId id) {
        return comparisons.find(owner, id);
    }

    @Override
    public Optional<Comparison> find(ComparisonId id) {
        return comparisons.find(id);
    }

    @Override
    public Set<Fence> renew(Set<Fence> fences, Duration lease) {
        return comparisons.renew(fences, lease);
    }

    @Override
    public List<Orphan> claimExpired(InstanceId instance, Duration lease, int limit) {
        return comparisons.claimExpired(instance, lease, limit);
    }

    @Override
    public void handOver(Set<Fence> fences) {
        comparisons.handOver(fences);
    }

    @Override
    public boolean askToCancel(ComparisonId id, Set<ModelId> models) {
        return comparisons.askToCancel(id, models);
    }

    @Override
    public Map<ComparisonId, Set<ModelId>> cancelsAsked(InstanceId instance) {
        return comparisons.cancelsAsked(instance);
    }
}
