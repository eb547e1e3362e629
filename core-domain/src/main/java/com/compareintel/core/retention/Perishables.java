package com.compareintel.core.retention;

import com.compareintel.core.Port;
import com.compareintel.core.identity.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// What is kept for a time only. Each method is one transaction over a batch; any number of
/// instances may call at once, and what one of them has in hand the others leave to it. Entries of
/// the ledger are never dropped.
///
/// Thread-safe and blocking; a broken database is an unchecked exception.
@Port
public interface Perishables {
    /// A visit within so much time after a noted one is not noted again.
    Duration NOTED_EVERY = Duration.ofDays(1);

    /// Notes that these visitors came at this time. One that owns nothing is not noted.
    void noteVisits(Set<VisitorId> visitors, Instant at);

    /// Drops up to `limit` idempotency keys that were used at or before this time, and answers how
    /// many.
    int dropKeys(Instant usedUpTo, int limit);

    /// Drops the texts of up to `limit` comparisons that were not to be stored and ended at or
    /// before this time: prompt, answers and reasoning. What they cost stays. Answers how many.
    int dropTexts(Instant endedUpTo, int limit);

    /// Drops what was told of up to `limit` comparisons that ended at or before this time; their
    /// answers stay. Answers how many.
    int dropJournals(Instant endedUpTo, int limit);

    /// Drops up to `limit` visitors last seen at or before this time with all they own, and answers
    /// how many. One that is busy with a comparison stays.
    int dropVisitors(Instant lastSeenUpTo, int limit);
}
