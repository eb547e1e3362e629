package com.compareintel.app.wiring;

import com.compareintel.core.account.Visits;
import com.compareintel.core.retention.ForgetInTime;
import com.compareintel.core.retention.Perishables;
import com.compareintel.core.retention.Retention;
import com.compareintel.core.signin.Challenges;
import com.compareintel.core.signin.Departures;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Sessions;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/// What is kept for a time only.
@Factory
final class RetentionFactory {
    @Singleton
    Retention retention(Settings settings) {
        Duration visitors = settings.duration("retention.visitors", Retention.STANDARD.visitors());
        if (visitors.compareTo(Retention.LEAST_VISITORS) < 0) {
            throw Settings.wrong("retention.visitors", "must be 2d or more");
        }
        return new Retention(
                settings.duration("retention.journal", Retention.STANDARD.journal()),
                settings.duration("retention.unstored-text", Retention.STANDARD.unstoredText()),
                visitors);
    }

    @Singleton
    ForgetInTime forgetInTime(
            Perishables perishables,
            Registrations registrations,
            Challenges challenges,
            Departures departures,
            Sessions sessions,
            Visits visits,
            Retention retention,
            Clock clock) {
        return new ForgetInTime(
                perishables,
                registrations,
                challenges,
                departures,
                sessions,
                visits,
                retention,
                clock);
    }
}
