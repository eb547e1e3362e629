package com.compareintel.openrouter.local;

import java.time.Instant;

/// A call that was accepted and whose response has not ended yet, nor its connection been closed.
public record OpenCall(String generationId, String model, Instant acceptedAt) {}
