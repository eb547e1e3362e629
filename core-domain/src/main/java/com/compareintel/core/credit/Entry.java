package com.compareintel.core.credit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A posting as the ledger keeps it.
///
/// @param periodStartedAt the period it was posted to, which need not be the latest: a hold comes
///   back to the period that granted it
/// @param comparison the comparison it belongs to, if any
public record Entry(
        UUID id,
        Posting posting,
        Instant periodStartedAt,
        Optional<UUID> comparison,
        Instant createdAt) {}
