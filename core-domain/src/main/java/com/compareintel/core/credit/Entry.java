package com.compareintel.core.credit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A posting as the ledger keeps it.
///
/// @param comparison the comparison it belongs to, if any
public record Entry(UUID id, Posting posting, Optional<UUID> comparison, Instant createdAt) {}
