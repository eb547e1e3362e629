package com.compareintel.app.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import com.compareintel.core.tier.Tier;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.FeederBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// What scenes have in common: a house of their own, people with accounts, and what they do.
abstract class Scene extends Simulation {
    /// They speak as models do, each at a pace of its own, for some six to ten seconds.
    static final List<String> MODELS =
            IntStream.range(0, 12)
                    .mapToObj(i ->
                            "fake/first-token-%d-rate-%d-count-%d-jitter-50"
                                    .formatted(300 + 50 * i, 20 + 2 * i, 180 + 10 * i))
                    .toList();

    /// An answer that takes no time, for a past.
    private static final List<String> BRIEF =
            IntStream.range(0, 3).mapToObj(i -> "fake/count-%d".formatted(60 + i)).toList();

    private static final Duration LONGEST = Duration.ofMinutes(2);

    final House house;
    private final Meter meter;
    private final Random random;
    private final List<String> keys;
    private volatile Meter.Reading before;

    /// @param people how many accounts there are
    Scene(int people) {
        long seed = Long.getLong("load.seed", System.nanoTime());
        System.out.println("seed " + seed);
        random = new Random(seed);
        List<String> models = new ArrayList<>(MODELS);
        models.addAll(BRIEF);
        house = House.open(Path.of(System.getProperty("load.packaged", "target")), models);
        meter = new Meter(house);
        keys = house.newAccounts(people, Tier.PRO_PLUS);
        before = meter.read();
    }

    /// So long it takes.
    static Duration time(int usual) {
        return Duration.ofSeconds(Long.getLong("load.seconds", usual));
    }

    HttpProtocolBuilder protocol() {
        return http.baseUrl(house.uri().toString())
                .contentTypeHeader("application/json")
                .header("Authorization", "Bearer #{key}")
                .sseUnmatchedInboundMessageBufferSize(1);
    }

    /// Somebody with an account, and a wish to compare from `fewest` to `most` models.
    FeederBuilder<Object> people(int fewest, int most) {
        List<Map<String, Object>> people = new ArrayList<>();
        for (String key : keys) {
            List<String> models = new ArrayList<>(MODELS);
            Collections.shuffle(models, random);
            int count = fewest + random.nextInt(most - fewest + 1);
            people.add(Map.of("key", key, "body", Person.body(models.subList(0, count))));
        }
        return listFeeder(people).circular();
    }

    /// A comparison, read as it comes and to its end.
    static ChainBuilder compare() {
        return exec(
                sse("compare")
                        .post("/v1/comparisons")
                        .header("Accept", "text/event-stream")
                        .header("Idempotency-Key", "#{randomUuid()}")
                        .body(StringBody("#{body}"))
                        .await(LONGEST)
                        .on(
                                sse.checkMessage("comparison finished")
                                        .matching(substring("comparison.finished"))
                                        .check(substring("completed"))),
                sse("leave").close());
    }

    /// One that leaves something to be read later.
    static ChainBuilder past() {
        return exec(
                http("a past")
                        .post("/v1/comparisons")
                        .body(StringBody(Person.body(BRIEF)))
                        .check(status().is(200)));
    }

    static ChainBuilder read(String what, String path) {
        return exec(http(what).get(path).check(status().is(200)));
    }

    /// Reads the meter when everything has been running for a while: from then on it counts.
    PopulationBuilder meter(Duration later) {
        return scenario("meter")
                .exec(session -> {
                    before = meter.read();
                    return session;
                })
                .injectOpen(nothingFor(later), atOnceUsers(1));
    }

    @Override
    public void after() {
        Meter.Reading used = meter.read().minus(before);
        System.out.printf(
                "%nIn %.0f s: %d comparisons, %d answers of %d characters%n"
                        + "processor: product %.3f, database %.3f cores%n"
                        + "database: %.1f commits a second; %d bytes kept, %d of usage, %d of journal%n"
                        + "redis: %.1f commands a second%n",
                used.seconds(),
                used.comparisons(),
                used.answers(),
                used.characters() / Math.max(1, used.answers()),
                used.product() / used.seconds(),
                used.database() / used.seconds(),
                used.commits() / used.seconds(),
                used.kept(),
                used.usage(),
                used.journal(),
                used.redis() / used.seconds());
        house.close();
    }
}
