package com.compareintel.core.run;

import com.compareintel.core.Port;
import com.compareintel.core.credit.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Calls to the provider whose cost is not booked yet: work that outlives the process that made
/// them.
///
/// A call is noted when the provider takes it. When its answer ends,
/// [com.compareintel.core.comparison.Comparisons#record] is done with the call if its cost came
/// with the stream, and else leaves it to be looked up. A call of an earlier epoch whose answer
/// never ended in it is to be looked up by itself, with nothing booked: its owner died.
///
/// Thread-safe and blocking; each method is one transaction, and may simply be repeated after a
/// broken database, which is an unchecked exception. Times go by the database's clock.
@Port
public interface CostLookups {
    /// Notes calls under way, each once by its key: one that was noted before, or that the ending
    /// of its answer dealt with, is left as it is, whenever the note comes. Only if the ending did
    /// not know the handle is the call to be looked up from now on, with what the ending booked for
    /// it. A call of an owner that was replaced changes nothing of the comparison, but it costs as
    /// much, and is noted.
    void note(Collection<AcceptedCall> calls);

    /// Claims up to `limit` calls that are to be looked up now, those due first. They are left
    /// alone for the time of the lease, by all instances.
    List<DueCall> claim(int limit, Duration lease);

    /// Books to the platform's account by how much the call's cost differs from what is booked for
    /// it, once, and is done with the call.
    ///
    /// @return the difference, below zero if less was charged than booked; empty if the call was
    ///   not claimed like this any more, and nothing was booked
    Optional<BigDecimal> book(DueCall call, Usd cost);

    /// Puts a claimed call off.
    void postpone(DueCall call, Duration wait);

    /// Gives a claimed call up: it is kept as one whose cost is unknown, and what was booked
    /// stands.
    ///
    /// @return whether it was claimed like this still
    boolean giveUp(DueCall call);

    /// How many calls there are to be looked up, now or later.
    long waiting();

    /// Drops up to `limit` calls that were booked so long ago or longer, and answers how many.
    /// Until then they keep a late note of the same call from being taken for a new one.
    int drop(Duration age, int limit);

    /// A call to be looked up, as claimed.
    ///
    /// @param tries how often it was claimed, this time included
    /// @param age the time since the call ended, or was found without an owner
    record DueCall(AcceptedCall call, int tries, Duration age) {}
}
