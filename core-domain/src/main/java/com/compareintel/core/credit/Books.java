package com.compareintel.core.credit;

import com.compareintel.core.identity.VisitorId;

/// Which lines of the ledger somebody may read.
public sealed interface Books {
    /// Everything in one pool.
    ///
    /// @param pool its key
    record OfPool(String pool) implements Books {}

    /// What a visitor's own comparisons did to the networks that paid for them, as long as these
    /// comparisons are kept; nothing of anybody else behind the same network.
    record OfVisitor(VisitorId visitor) implements Books {}
}
