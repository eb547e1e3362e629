package com.compareintel.app.wiring;

import com.compareintel.core.account.Visits;
import com.compareintel.core.retention.ForgetInTime;
import com.compareintel.core.retention.Perishables;
import com.compareintel.core.retention.Retention;
import com.compareintel.core.signin.Challenges;
import com.compareintel.core.signin.Departures;
import com.compareintel.core.signin.Registrations;
import com.compareintel.core.signin.Sessions;
import com.compareintel.core.usage.ApplyRetention;
import com.compareintel.core.usage.RetentionPolicy;
import com.compareintel.core.usage.UsageFolding;
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
    RetentionPolicy usageRetention(Settings settings) {
        Duration detail = settings.duration("retention.usage", RetentionPolicy.STANDARD.detail());
        if (detail.compareTo(RetentionPolicy.LEAST_DETAIL) < 0) {
            throw Settings.wrong("retention.usage", "must be 2d or more");
        }
        return new RetentionPolicy(
                detail,
                settings.flag("retention.usage-dry-run", RetentionPolicy.STANDARD.dryRun()));
    }

    @Singleton
    ApplyRetention applyRetention(UsageFolding folding, RetentionPolicy policy, Clock clock) {
        return new ApplyRetention(folding, policy, clock);
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
