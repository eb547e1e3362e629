package com.compareintel.core.retention;

import com.compareintel.core.comparison.InMemoryComparisons;
import com.compareintel.core.identity.Owner;
import com.compareintel.core.identity.VisitorId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What perishes of [InMemoryComparisons]. Thread-safe.
public final class InMemoryPerishables implements Perishables {
    private final InMemoryComparisons comparisons;
    private final Map<Owner, Instant> visits = new HashMap<>();

    public InMemoryPerishables(InMemoryComparisons comparisons) {
        this.comparisons = comparisons;
    }

    @Override
    public void noteVisits(Set<VisitorId> visitors, Instant at) {
        synchronized (comparisons) {
            Map<Owner, Instant> lastSeen = lastSeen();
            for (VisitorId visitor : visitors) {
                Owner owner = new Owner.Visitor(visitor);
                Instant before = lastSeen.get(owner);
                if (before != null && !before.plus(NOTED_EVERY).isAfter(at)) {
                    visits.put(owner, at);
                }
            }
        }
    }

    private Map<Owner, Instant> lastSeen() {
        Map<Owner, Instant> lastSeen = new HashMap<>(comparisons.lastAdmissions());
        lastSeen.keySet().removeIf(owner -> owner instanceof Owner.Account);
        visits.forEach((owner, at) -> lastSeen.merge(owner, at, (a, b) -> a.isAfter(b) ? a : b));
        return lastSeen;
    }

    @Override
    public int dropKeys(Instant usedUpTo, int limit) {
        return comparisons.forgetKeys(usedUpTo, limit);
    }

    @Override
    public int dropJournals(Instant endedUpTo, int limit) {
        return comparisons.forgetJournals(endedUpTo, limit);
    }

    @Override
    public int dropTexts(Instant endedUpTo, int limit) {
        return comparisons.forgetTexts(endedUpTo, limit);
    }

    @Override
    public int dropVisitors(Instant lastSeenUpTo, int limit) {
        synchronized (comparisons) {
            List<Owner> old =
                    lastSeen().entrySet().stream()
                            .filter(visitor -> !visitor.getValue().isAfter(lastSeenUpTo))
                            .map(Map.Entry::getKey)
                            .limit(limit)
                            .filter(comparisons::forget)
                            .toList();
            old.forEach(visits::remove);
            return old.size();
        }
    }
}
