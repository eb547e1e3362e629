package com.compareintel.architecture.specimens.core.identity;

/// Tells a log what it should tell its caller.
public record LoggingOwner(System.Logger log) {}
