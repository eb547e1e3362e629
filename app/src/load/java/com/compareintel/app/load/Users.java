package com.compareintel.app.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.uniformRandomSwitch;

import java.time.Duration;

/// Three times the load that the service is built for, for ten minutes: 90 comparisons a minute of
/// three to twelve models, and 600 other requests, of 300 people who come when they come.
public final class Users extends Scene {
    private static final double COMPARISONS_A_SECOND = 3 * 30 / 60.0;
    private static final double REQUESTS_A_SECOND = 3 * 200 / 60.0;
    private static final Duration TIME = time(600);

    /// Called by Gatling.
    public Users() {
        super(300);
        setUp(
                        scenario("comparing")
                                .exec(feed(people(3, 12)), compare())
                                .injectOpen(
                                        constantUsersPerSec(COMPARISONS_A_SECOND)
                                                .during(TIME)
                                                .randomized()),
                        scenario("looking")
                                .exec(
                                        feed(people(3, 12)),
                                        uniformRandomSwitch()
                                                .on(
                                                        read("models", "/v1/models"),
                                                        read("history", "/v1/conversations"),
                                                        read("credits", "/v1/credits"),
                                                        read("entries", "/v1/credits/entries")))
                                .injectOpen(
                                        constantUsersPerSec(REQUESTS_A_SECOND)
                                                .during(TIME)
                                                .randomized()),
                        meter(TIME.dividedBy(10)))
                .protocols(protocol())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("history").responseTime().percentile(99).lt(200),
                        details("credits").responseTime().percentile(99).lt(200));
    }
}
