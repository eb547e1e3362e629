package com.compareintel.core.comparison;

import com.compareintel.core.credit.Funds;

/// What storage knows of a caller who asks for a comparison, looked up at once.
///
/// @param funds of the pools the caller draws on
/// @param standing what is running and what was said
public record Circumstances(Funds funds, Standing standing) {}
