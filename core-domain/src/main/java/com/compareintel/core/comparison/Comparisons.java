package com.compareintel.core.comparison;

import com.compareintel.core.Port;
import com.compareintel.core.account.Caller;
import com.compareintel.core.catalogue.ModelId;
import com.compareintel.core.identity.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A comparison's stored life; each step is one transaction, whole or not at all.
///
/// Thread-safe and blocking. A broken database is an unchecked exception, after which the step may
/// or may not have happened; `record` and `finish` may simply be repeated.
@Port
public interface Comparisons {
    /// Where this caller stands and what it has at `now`. A period that is over shows as the fresh
    /// one that the next hold would open; reading writes nothing.
    ///
    /// @param conversation the one to be continued, if any
    Circumstances circumstances(Caller caller, Optional<ConversationId> conversation, Instant now);

    /// What this idempotency key was used for in the last 24 hours.
    Optional<Repeat> repeatOf(Idempotency idempotency, Instant now);

    /// Holds the credit in every pool of the caller, and stores the comparison, its answers, its
    /// place in a conversation and its idempotency key; or writes nothing. Of any number of
    /// concurrent calls no more succeed than there is credit and room for.
    AdmitOutcome admit(NewComparison comparison);

    /// Stores the end of one answer, and with it whatever the journal was told of the comparison
    /// before. Of an answer that has already ended nothing is changed.
    WriteOutcome record(Fence fence, AnswerEnding ending);

    /// Settles the hold, once, books what is the platform's, and stores the final state, and with
    /// it whatever the journal was told of the comparison before.
    FinishOutcome finish(
            Fence fence, Settlement settlement, long startSkewMillis, Instant finishedAt);

    /// The comparison as stored; empty if it does not exist or is not this owner's.
    Optional<Comparison> find(Owner owner, ComparisonId id);

    /// The comparison as stored, whoever owns it.
    Optional<Comparison> find(ComparisonId id);

    /// Extends the leases of comparisons that are running under these fences by the database's
    /// clock, in one statement, and answers the fences that are the current ones, also of
    /// comparisons that have ended under them. A lease that ran out and was claimed by nobody is
    /// extended too, one that was handed over is not.
    Set<Fence> renew(Set<Fence> fences, Duration lease);

    /// Ends the leases of comparisons that are running under these fences, so that whoever claims
    /// them need not wait, and stores whatever the journal was told of them before. Being handed
    /// over is no death.
    void handOver(Set<Fence> fences);

    /// Claims up to `limit` running comparisons whose lease has run out, each in a new epoch; no
    /// comparison is claimed by two. Their owners have died, unless they handed them over or never
    /// began.
    List<Orphan> claimExpired(InstanceId instance, Duration lease, int limit);

    /// The owner that claimed a comparison goes on with it from here.
    WriteOutcome begin(Fence fence);

    /// How many comparisons hold credit that nobody looks after: they have ended or are gone, or
    /// their lease ran out longer than `grace` ago and nobody claimed them. Zero, unless there is a
    /// defect or no instance works.
    int forsakenHolds(Duration grace);

    /// Remembers that the user wants these answers of a running comparison cancelled, for whoever
    /// runs it, and tells whether it was running.
    boolean askToCancel(ComparisonId id, Set<ModelId> models);

    /// What users want cancelled of the comparisons that this instance runs.
    Map<ComparisonId, Set<ModelId>> cancelsAsked(InstanceId instance);
}
