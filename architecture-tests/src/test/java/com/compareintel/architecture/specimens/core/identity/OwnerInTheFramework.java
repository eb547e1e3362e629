package com.compareintel.architecture.specimens.core.identity;

import jakarta.inject.Singleton;

/// A rule of the product that cannot be used without a framework.
@Singleton
public final class OwnerInTheFramework {}
