package com.compareintel.architecture.specimens.openrouter.local;

public record InventedAnswers() {}
