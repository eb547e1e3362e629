package com.compareintel.app.load;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import java.time.Duration;

/// A thousand people who look through their history and their credits, each some six times a
/// minute, while fifty comparisons of six models are open at any time.
public final class Readers extends Scene {
    private static final int READERS = Integer.getInteger("load.readers", 1_000);
    private static final int COMPARING = 50;
    private static final Duration RAMP = Duration.ofSeconds(Math.max(5, READERS / 25));
    private static final Duration TIME = time(180);

    /// Between two requests of a reader, on average.
    private static final Duration THOUGHT = Duration.ofSeconds(10);

    /// Called by Gatling.
    public Readers() {
        super(READERS);
        setUp(
                        scenario("reading")
                                .exec(feed(people(6, 6)), past(), pause(RAMP))
                                .during(TIME)
                                .on(
                                        pause(THOUGHT, THOUGHT),
                                        read("history", "/v1/conversations"),
                                        pause(THOUGHT, THOUGHT),
                                        read("credits", "/v1/credits"))
                                .injectOpen(rampUsers(READERS).during(RAMP)),
                        scenario("comparing")
                                .exec(feed(people(6, 6)))
                                .during(TIME.plus(RAMP))
                                .on(compare())
                                .injectOpen(
                                        nothingFor(RAMP),
                                        rampUsers(COMPARING).during(Duration.ofSeconds(8))),
                        meter(RAMP.plus(TIME.dividedBy(4))))
                .protocols(protocol())
                .assertions(
                        global().failedRequests().count().is(0L),
                        details("history").responseTime().percentile(99).lt(200),
                        details("credits").responseTime().percentile(99).lt(200));
    }
}
