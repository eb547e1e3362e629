package com.compareintel.http.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.Rounds;
import com.compareintel.core.account.ApiKey;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.HttpApi;
import com.compareintel.http.Reply;
import com.compareintel.http.World;
import com.compareintel.http.ratelimit.StructuredList.Item;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How clients learn what they may still ask, over real HTTP.
class RateLimitFieldsTest {
    private static final String ESTIMATE = "/v1/comparisons/estimate";
    private static final String COMPARE = "/v1/comparisons";
    private static final String UNKNOWN = HttpApi.HI.replace("a/one", "x/none");

    /// 37 a minute, whose share of the minute is no whole number of anything.
    private final World world = new World();

    private final HttpApi api = HttpApi.start(world, "http-api.network-requests-per-minute", "37");

    @AfterEach
    void close() {
        api.close();
    }

    private static List<Item> policies(Reply reply) {
        return StructuredList.parse(reply.header("RateLimit-Policy"));
    }

    private static List<Item> limits(Reply reply) {
        return StructuredList.parse(reply.header("RateLimit"));
    }

    private String[] key(Tier tier) {
        return HttpApi.bearing(world.account(tier));
    }

    @Test
    void a_response_names_the_policy_and_how_the_caller_stands() {
        Reply reply = api.post(ESTIMATE, HttpApi.HI);

        assertThat(policies(reply))
                .containsExactly(new Item("network", Map.of("q", 37L, "w", 60L)));
        assertThat(limits(reply)).containsExactly(new Item("network", Map.of("r", 36L, "t", 2L)));
    }

    @Test
    void a_start_names_every_limit_it_met_each_once() {
        Reply visitors = api.start(HttpApi.HI);
        Reply accounts = api.start(HttpApi.HI, key(Tier.FREE));

        assertThat(visitors.status()).isEqualTo(202);
        assertThat(policies(visitors))
                .containsExactly(
                        new Item("network", Map.of("q", 37L, "w", 60L)),
                        new Item("comparisons", Map.of("q", 5L, "w", 60L)),
                        new Item("network-comparisons", Map.of("q", 20L, "w", 60L)));
        assertThat(limits(visitors))
                .containsExactly(
                        new Item("network", Map.of("r", 36L, "t", 2L)),
                        new Item("comparisons", Map.of("r", 4L, "t", 12L)),
                        new Item("network-comparisons", Map.of("r", 19L, "t", 3L)));
        assertThat(limits(accounts))
                .extracting(Item::value)
                .containsExactly("network", "comparisons");
    }

    @Test
    void every_response_of_a_limited_route_has_them_whatever_became_of_the_request() {
        String[] key = key(Tier.PRO_PLUS);
        String[] keyed = {key[0], key[1], "Idempotency-Key", "once", "Prefer", "respond-async"};
        String again = HttpApi.HI.replace("Hi", "Ho");
        List<Reply> replies =
                List.of(
                        api.post(COMPARE, HttpApi.HI, keyed),
                        api.post(COMPARE, HttpApi.HI, keyed),
                        api.post(COMPARE, again, keyed),
                        api.post(COMPARE, "{}", key),
                        api.post(COMPARE, HttpApi.HI.replace("a/one", "x/none"), key),
                        api.post("/v1/comparisons/none/cancel", "{}", key),
                        api.send("DELETE", "/v1/conversations/none", "", key),
                        api.post(ESTIMATE, HttpApi.HI, key));

        assertThat(replies)
                .extracting(Reply::status)
                .containsExactly(202, 202, 422, 422, 422, 404, 404, 200);
        assertThat(replies)
                .allSatisfy(reply -> {
                    assertThat(limits(reply).getFirst().value()).isEqualTo("network");
                    assertThat(policies(reply)).hasSameSizeAs(limits(reply));
                });
        assertThat(replies.get(0).json().path("id").asText())
                .isEqualTo(replies.get(1).json().path("id").asText());
        assertThat(limits(replies.get(4))).as("met before the models").hasSize(2);
        assertThat(limits(replies.get(3))).as("not met by what is malformed").hasSize(1);
    }

    @Test
    void who_has_too_little_credit_is_told_too() {
        ApiKey poor = world.account(Tier.FREE);
        Pool pool = new Pool(world.poolOf(poor), Samples.daily(100));
        world.books
                .ledger()
                .hold(UUID.randomUUID(), List.of(pool), Credits.of(100), world.clock.instant());

        Reply refused = api.start(HttpApi.HI, HttpApi.bearing(poor));

        assertThat(refused.status()).isEqualTo(402);
        assertThat(limits(refused))
                .containsExactly(
                        new Item("network", Map.of("r", 36L, "t", 2L)),
                        new Item("comparisons", Map.of("r", 9L, "t", 6L)));
    }

    @Test
    void a_route_without_a_limit_has_none() {
        Reply reply = api.get("/health/liveness");

        assertThat(reply.header("RateLimit")).isEmpty();
        assertThat(reply.header("RateLimit-Policy")).isEmpty();
    }

    @Test
    void who_is_refused_is_told_when_and_is_let_in_then() {
        Reply last = api.post(ESTIMATE, HttpApi.HI);
        while (last.status() == 200) {
            world.clock.advance(Duration.ofNanos(123_456_789));
            last = api.post(ESTIMATE, HttpApi.HI);
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.code()).isEqualTo("rate_limited");
        long wait = Long.parseLong(last.header("Retry-After"));
        assertThat(limits(last)).containsExactly(new Item("network", Map.of("r", 0L, "t", wait)));
        world.clock.advance(Duration.ofSeconds(wait));
        assertThat(api.post(ESTIMATE, HttpApi.HI).status()).isEqualTo(200);
    }

    @Test
    void who_starts_too_often_is_told_of_all_limits_and_is_let_in_after_the_longest_wait() {
        String[] key = key(Tier.PRO_PLUS);
        world.clock.advance(Duration.ofNanos(1));
        String[] free = key(Tier.FREE);
        Reply last = api.post(COMPARE, UNKNOWN, free);
        for (int i = 0; last.status() == 422; i++) {
            assertThat(i).isLessThan(11);
            last = api.post(COMPARE, UNKNOWN, free);
        }

        assertThat(last.status()).isEqualTo(429);
        long wait = Long.parseLong(last.header("Retry-After"));
        assertThat(limits(last)).extracting(Item::value).containsExactly("network", "comparisons");
        assertThat(limits(last).getLast().parameters()).isEqualTo(Map.of("r", 0L, "t", wait));
        assertThat(api.post(COMPARE, UNKNOWN, key).status()).isEqualTo(422);
        world.clock.advance(Duration.ofSeconds(wait));
        assertThat(api.post(COMPARE, UNKNOWN, free).status()).isEqualTo(422);
    }

    /// What a client does that obeys: where nothing remains it waits as long as it was told.
    private static Duration patience(List<Item> limits) {
        return Duration.ofSeconds(
                limits.stream()
                        .filter(limit -> limit.of("r") == 0)
                        .mapToLong(limit -> limit.of("t"))
                        .max()
                        .orElse(0));
    }

    private static void pause(Random random, ManualClock clock) {
        if (random.nextInt(4) == 0) {
            clock.advance(Duration.ofNanos(random.nextLong(9_000_000_000L)));
        }
    }

    @Test
    void a_client_that_obeys_meets_no_429() {
        long seed = System.nanoTime();
        System.out.println("obedient client seed " + seed);
        Random random = new Random(seed);
        String[] key = key(Tier.STARTER);
        int waits = 0;
        for (int call = 0; call < Rounds.of(1_000); call++) {
            Reply reply =
                    random.nextInt(3) == 0
                            ? api.post(COMPARE, UNKNOWN, key)
                            : api.post(ESTIMATE, HttpApi.HI, key);
            assertThat(reply.status()).as("call %s of seed %s", call, seed).isIn(200, 422);
            Duration wait = patience(limits(reply));
            world.clock.advance(wait);
            waits += wait.isZero() ? 0 : 1;
            pause(random, world.clock);
        }
        assertThat(waits).as("times it had to wait").isGreaterThan(10);
    }

    /// The same without a connection between, so that it can be ten thousand calls each time.
    @Test
    void a_client_that_reads_nothing_but_the_fields_is_never_refused_in_ten_thousand_calls() {
        long seed = System.nanoTime();
        System.out.println("obedient reader seed " + seed);
        Random random = new Random(seed);
        ManualClock clock = new ManualClock(World.NOW);
        RateLimiter limiter = new PlainRateLimiter(clock);
        Claim network = new Claim("net", Quota.perMinute("network", 37));
        List<Claim> starts =
                List.of(
                        new Claim("ada", Quota.perMinute("comparisons", 7)),
                        new Claim("net", Quota.perMinute("network-comparisons", 11)));
        for (int call = 0; call < 10_000; call++) {
            HttpRequest<?> request = HttpRequest.POST(COMPARE, "");
            for (List<Claim> claims : List.of(List.of(network), starts)) {
                RateDecision decision = limiter.claim(claims);
                assertThat(decision)
                        .as("call %s of seed %s", call, seed)
                        .isInstanceOf(RateDecision.Allowed.class);
                RateLimitFields.note(request, decision);
            }
            MutableHttpResponse<?> response = HttpResponse.ok();
            RateLimitFields.addTo(response, request);
            RateLimitFields.addTo(response, request);
            List<String> fields = response.getHeaders().getAll("RateLimit");
            assertThat(fields).hasSize(1);
            List<Item> limits = StructuredList.parse(fields.getFirst());
            assertThat(limits).hasSize(3);
            clock.advance(patience(limits));
            pause(random, clock);
        }
    }
}
