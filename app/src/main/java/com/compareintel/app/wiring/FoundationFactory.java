package com.compareintel.app.wiring;

import com.compareintel.core.comparison.InstanceId;
import com.compareintel.core.run.Timers;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/// What every feature stands on: settings, time, chance and names.
@Factory
final class FoundationFactory {
    @Singleton
    Settings settings(Environment environment) {
        return new Settings(name -> environment.getProperty(name, String.class));
    }

    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }

    @Singleton
    TimeOrderedIds ids(Clock clock, SecureRandom random) {
        return new TimeOrderedIds(clock, random);
    }

    /// A new name with every start, so that no process takes an earlier one's leases for its own.
    @Singleton
    InstanceId instance(TimeOrderedIds ids) {
        return new InstanceId(ids.get());
    }

    @Singleton
    @Bean(preDestroy = "close", typed = Timers.class)
    SystemTimers timers() {
        return new SystemTimers();
    }
}
