package com.compareintel.architecture.specimens.http;

import com.compareintel.architecture.specimens.app.StrayController;

/// Knows who puts it in its place.
public record ControllerThatKnowsTheApp(StrayController app) {}
