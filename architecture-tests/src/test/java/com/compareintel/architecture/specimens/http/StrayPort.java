package com.compareintel.architecture.specimens.http;

import com.compareintel.core.Port;

/// A question that the core never asked.
@Port
public interface StrayPort {}
