package com.compareintel.architecture.specimens.openrouter;

import com.compareintel.architecture.specimens.openrouter.local.InventedAnswers;

/// Might invent an answer instead of fetching one.
public record ProviderThatKnowsItsDouble(InventedAnswers answers) {}
