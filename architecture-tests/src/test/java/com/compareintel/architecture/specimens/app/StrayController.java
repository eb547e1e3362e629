package com.compareintel.architecture.specimens.app;

import io.micronaut.http.annotation.Controller;

/// A controller that nobody looks for here.
@Controller
public final class StrayController {}
