package com.compareintel.app;

import io.micronaut.runtime.Micronaut;

/// Starts the application.
public final class Application {
    private Application() {}

    /// Runs until the process is told to stop.
    public static void main(String[] arguments) {
        Micronaut.run(Application.class, arguments);
    }
}
