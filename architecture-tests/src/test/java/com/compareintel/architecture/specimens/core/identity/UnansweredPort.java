package com.compareintel.architecture.specimens.core.identity;

import com.compareintel.core.Port;

/// A port that nobody answers.
@Port
public interface UnansweredPort {}
