package com.compareintel.architecture.specimens.core.identity;

import com.compareintel.core.Port;

/// A port that brings its own answer.
@Port
public final class GossipingPort {}
