package com.compareintel.core.account;

import com.compareintel.core.identity.VisitorId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who came with a visitor's cookie lately and is yet to be noted, so that a visit costs no write
/// of its own. Thread-safe.
public final class Visits {
    /// About a megabyte. Whoever finds it full is missed until the next visit; what is noted is
    /// good for months.
    static final int MOST = 10_000;

    private final Set<VisitorId> seen = ConcurrentHashMap.newKeySet();

    /// A visitor came.
    void add(VisitorId visitor) {
        if (seen.size() < MOST) {
            seen.add(visitor);
        }
    }

    /// Who came and is not noted yet.
    public Set<VisitorId> seen() {
        return Set.copyOf(seen);
    }

    /// These are noted.
    public void noted(Set<VisitorId> visitors) {
        seen.removeAll(visitors);
    }
}
