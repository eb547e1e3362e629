package com.compareintel.app.schedule;

import com.compareintel.app.wiring.SoldModels;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Reads how models are sold otherwise, from the moment the server serves. Every instance does, and
/// so sells by what was said at any of them soon after.
@Singleton
final class OverrideReading implements ApplicationEventListener<ServerStartupEvent> {
    /// One small read.
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final SoldModels models;
    private final Chores chores = new Chores();

    OverrideReading(SoldModels models) {
        this.models = models;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent serving) {
        chores.every(EVERY, "Reading how models are sold", models::refresh);
    }

    @PreDestroy
    void stop() {
        chores.close();
    }
}
