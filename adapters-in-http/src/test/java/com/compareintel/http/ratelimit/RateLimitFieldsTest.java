package com.compareintel.http.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ManualClock;
import com.compareintel.core.Rounds;
import com.compareintel.core.comparison.Samples;
import com.compareintel.core.credit.Credits;
import com.compareintel.core.credit.Pool;
import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.PlainRateLimiter;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.tier.Tier;
import com.compareintel.http.credit.Bank;
import com.compareintel.http.credit.Bank.Reply;
import com.compareintel.http.ratelimit.StructuredList.Item;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How clients learn what they may still ask, over real HTTP.
class RateLimitFieldsTest {
    /// Whose share of a window is no whole number of anything.
    private static final int PER_MINUTE = 37;

    private final Bank bank = Bank.open(Map.of("http-api.network-requests-per-minute", PER_MINUTE));

    @AfterEach
    void close() {
        bank.close();
    }

    private static List<Item> policies(Reply reply) {
        return StructuredList.parse(reply.header("RateLimit-Policy"));
    }

    private static List<Item> limits(Reply reply) {
        return StructuredList.parse(reply.header("RateLimit"));
    }

    private String[] key(Tier tier) {
        return bank.customer(tier, ZoneOffset.UTC, Bank.NOW).bearing();
    }

    @Test
    void a_response_names_the_policy_and_how_the_caller_stands() {
        Reply reply = bank.get("/v1/credits");

        assertThat(policies(reply))
                .containsExactly(new Item("network", Map.of("q", 37L, "w", 60L)));
        assertThat(limits(reply)).containsExactly(new Item("network", Map.of("r", 36L, "t", 2L)));
    }

    @Test
    void a_start_names_every_limit_it_met_each_once() {
        Reply visitors = bank.compare();
        Reply accounts = bank.compare(key(Tier.FREE));

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
        String again = Bank.HI.replace("Hi", "Ho");
        List<Reply> replies =
                List.of(
                        bank.post("/v1/comparisons", Bank.HI, keyed),
                        bank.post("/v1/comparisons", Bank.HI, keyed),
                        bank.post("/v1/comparisons", again, keyed),
                        bank.post("/v1/comparisons", "{}", key),
                        bank.post("/v1/comparisons", Bank.HI.replace("a/one", "x/none"), key),
                        bank.get("/v1/comparisons/none", key),
                        bank.get("/v1/tiers", key),
                        bank.get("/v1/tiers", "If-None-Match", "*"));

        assertThat(replies)
                .extracting(Reply::status)
                .containsExactly(202, 202, 422, 422, 422, 404, 200, 304);
        assertThat(replies)
                .allSatisfy(reply -> {
                    assertThat(limits(reply).getFirst().value()).isEqualTo("network");
                    assertThat(policies(reply)).hasSameSizeAs(limits(reply));
                });
        assertThat(replies.get(0).text("id")).isEqualTo(replies.get(1).text("id"));
        assertThat(limits(replies.get(4))).as("met before the models").hasSize(2);
        assertThat(limits(replies.get(3))).as("not met by what is malformed").hasSize(1);
    }

    @Test
    void who_has_too_little_credit_is_told_too() {
        Bank.Customer poor = bank.customer(Tier.FREE, ZoneOffset.UTC, Bank.NOW);
        Pool pool = new Pool("account:" + poor.id(), Samples.daily(100));
        bank.books
                .ledger()
                .hold(UUID.randomUUID(), List.of(pool), Credits.of(100), bank.clock.instant());

        Reply refused = bank.compare(poor.bearing());

        assertThat(refused.status()).isEqualTo(402);
        assertThat(limits(refused))
                .containsExactly(
                        new Item("network", Map.of("r", 36L, "t", 2L)),
                        new Item("comparisons", Map.of("r", 9L, "t", 6L)));
    }

    @Test
    void a_route_without_a_limit_has_none() {
        Reply reply = bank.get("/health/liveness");

        assertThat(reply.has("RateLimit")).isFalse();
        assertThat(reply.has("RateLimit-Policy")).isFalse();
    }

    @Test
    void who_is_refused_is_told_when_and_is_let_in_then() {
        Reply last = bank.get("/v1/credits");
        while (last.status() == 200) {
            bank.clock.advance(Duration.ofNanos(123_456_789));
            last = bank.get("/v1/credits");
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.text("code")).isEqualTo("rate_limited");
        long wait = Long.parseLong(last.header("Retry-After"));
        assertThat(limits(last)).containsExactly(new Item("network", Map.of("r", 0L, "t", wait)));
        bank.clock.advance(Duration.ofSeconds(wait));
        assertThat(bank.get("/v1/credits").status()).isEqualTo(200);
    }

    @Test
    void who_starts_too_often_is_told_of_all_limits_and_is_let_in_after_the_longest_wait() {
        String[] key = key(Tier.PRO_PLUS);
        String unknown = Bank.HI.replace("a/one", "x/none");
        bank.clock.advance(Duration.ofNanos(1));
        String[] free = key(Tier.FREE);
        Reply last = bank.post("/v1/comparisons", unknown, free);
        for (int i = 0; last.status() == 422; i++) {
            assertThat(i).isLessThan(11);
            last = bank.post("/v1/comparisons", unknown, free);
        }

        assertThat(last.status()).isEqualTo(429);
        long wait = Long.parseLong(last.header("Retry-After"));
        assertThat(limits(last)).extracting(Item::value).containsExactly("network", "comparisons");
        assertThat(limits(last).getLast().parameters()).isEqualTo(Map.of("r", 0L, "t", wait));
        assertThat(bank.post("/v1/comparisons", unknown, key).status()).isEqualTo(422);
        bank.clock.advance(Duration.ofSeconds(wait));
        assertThat(bank.post("/v1/comparisons", unknown, free).status()).isEqualTo(422);
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
        String unknown = Bank.HI.replace("a/one", "x/none");
        int waits = 0;
        for (int call = 0; call < Rounds.of(1_000); call++) {
            Reply reply =
                    random.nextInt(3) == 0
                            ? bank.post("/v1/comparisons", unknown, key)
                            : bank.get("/v1/credits", key);
            assertThat(reply.status()).as("call %s of seed %s", call, seed).isIn(200, 422);
            Duration wait = patience(limits(reply));
            bank.clock.advance(wait);
            waits += wait.isZero() ? 0 : 1;
            pause(random, bank.clock);
        }
        assertThat(waits).as("times it had to wait").isGreaterThan(10);
    }

    /// The same without a connection between, so that it can be ten thousand calls each time.
    @Test
    void a_client_that_reads_nothing_but_the_fields_is_never_refused_in_ten_thousand_calls() {
        long seed = System.nanoTime();
        System.out.println("obedient reader seed " + seed);
        Random random = new Random(seed);
        ManualClock clock = new ManualClock(Bank.NOW);
        RateLimiter limiter = new PlainRateLimiter(clock);
        Claim network = new Claim("net", Quota.perMinute("network", 37));
        List<Claim> starts =
                List.of(
                        new Claim("ada", Quota.perMinute("comparisons", 7)),
                        new Claim("net", Quota.perMinute("network-comparisons", 11)));
        for (int call = 0; call < 10_000; call++) {
            HttpRequest<?> request = HttpRequest.POST("/v1/comparisons", "");
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
