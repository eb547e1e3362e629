package com.compareintel.app.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.app.RunningProduct;
import com.compareintel.core.tier.Tier;
import com.compareintel.persistence.RoundTrips;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a comparison asks of the database, counted where the driver talks to it.
final class RoundTripsJourney {
    private static final int MODELS = 3;

    private static final int RUNS = 5;

    /// A connection that nobody used for so many milliseconds is looked at before it is used, which
    /// is no part of the comparison.
    private static final String LOOKED_AT_AFTER = "com.zaxxer.hikari.aliveBypassWindowMs";

    @BeforeAll
    static void trustConnections() {
        System.setProperty(LOOKED_AT_AFTER, String.valueOf(TimeUnit.HOURS.toMillis(1)));
    }

    @AfterAll
    static void trustThemNoLonger() {
        System.clearProperty(LOOKED_AT_AFTER);
    }

    /// Nothing else happens meanwhile: what is done again and again is put off.
    private static RunningProduct product() {
        return RunningProduct.start(
                RunningProduct.options()
                        .countingRoundTrips()
                        .set("lease.duration", "1h")
                        .set("lease.search", "1h")
                        .set("lookups.search", "1h")
                        .set("lease.cancels", "1h")
                        .set("journal.stored-every", "1h")
                        .set("datasources.default.minimum-idle", 2)
                        .set("datasources.default.maximum-pool-size", 2));
    }

    @Test
    void a_comparison_takes_at_most_eight_and_two_commits_besides_its_answers() throws Exception {
        try (RunningProduct product = product();
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO))) {
            String[] models = {"fake/ok-count-3", "fake/ok-rate-400", "fake/split-bytes-count-5"};
            // What the house does by the clock adds to some of the runs and takes from none.
            int trips = Integer.MAX_VALUE;
            int commits = Integer.MAX_VALUE;
            for (int i = 0; i < RUNS; i++) {
                RoundTrips.sinceLastAsked();
                RoundTrips.commitsSinceLastAsked();
                try (EventStream stream =
                        client.stream(
                                Client.body("Count.", models),
                                "Idempotency-Key",
                                UUID.randomUUID().toString())) {
                    stream.until("comparison.finished");
                }
                trips = Math.min(trips, RoundTrips.sinceLastAsked());
                commits = Math.min(commits, RoundTrips.commitsSinceLastAsked());
            }

            assertThat(commits).isEqualTo(2);
            assertThat(trips - MODELS).isPositive().isLessThanOrEqualTo(8);
        }
    }

    @Test
    void nothing_of_the_database_is_used_or_held_while_models_answer() throws Exception {
        try (RunningProduct product = product();
                Client client = Client.withKey(product.uri(), product.key(Tier.PRO));
                EventStream stream =
                        client.stream(Client.body("Go on.", "fake/rate-20-count-2000"))) {
            stream.until("answer.delta");
            awaitStarted(product);

            // Every other second the house reads how models are sold, which some spells meet.
            int trips = Integer.MAX_VALUE;
            double held = Double.MAX_VALUE;
            for (int spell = 0; spell < 8; spell++) {
                RoundTrips.sinceLastAsked();
                for (int i = 0; i < 10; i++) {
                    stream.until("answer.delta");
                }
                trips = Math.min(trips, RoundTrips.sinceLastAsked());
                held = Math.min(held, held(product));
            }

            assertThat(trips).isZero();
            assertThat(held).isZero();
        }
    }

    /// What a start does in the background may still be at it, and the handle of the call may not
    /// be written yet.
    private static void awaitStarted(RunningProduct product) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while ((held(product) > 0
                        || product.number(
                                                "SELECT count(*) FROM provider_calls WHERE state <> 'booked'")
                                        .signum()
                                == 0)
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private static double held(RunningProduct product) {
        return product.bean(MeterRegistry.class).get("hikaricp.connections.active").gauge().value();
    }
}
