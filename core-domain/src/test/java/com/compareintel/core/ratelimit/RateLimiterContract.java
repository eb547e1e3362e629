package com.compareintel.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.ManualClock;
import com.compareintel.core.ratelimit.RateDecision.Allowed;
import com.compareintel.core.ratelimit.RateDecision.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What any [RateLimiter] promises. Every test gets one that has counted nothing yet and runs by
/// `clock`.
public abstract class RateLimiterContract {
    private static final Quota FIVE = Quota.perMinute("comparisons", 5);
    private static final Quota TWENTY = Quota.perMinute("network", 20);

    private static final long SECOND = 1_000_000_000;

    protected final ManualClock clock = new ManualClock(Instant.parse("2026-03-10T12:00:00Z"));

    protected abstract RateLimiter limiter();

    private RateDecision claim(String subject, Quota quota) {
        return limiter().claim(List.of(new Claim(subject, quota)));
    }

    private void useUp(String subject, Quota quota) {
        for (int i = 0; i < quota.limit(); i++) {
            assertThat(claim(subject, quota)).isInstanceOf(Allowed.class);
        }
    }

    @Test
    void a_quota_can_be_used_at_once_and_no_more() {
        for (int left = 4; left >= 0; left--) {
            assertThat(claim("ada", FIVE))
                    .isEqualTo(new Allowed(FIVE, left, Duration.ofSeconds(12)));
        }

        assertThat(claim("ada", FIVE)).isEqualTo(new Throttled(FIVE, Duration.ofSeconds(12)));
    }

    @Test
    void who_waits_as_long_as_told_is_let_in_once() {
        useUp("ada", FIVE);
        Duration wait = ((Throttled) claim("ada", FIVE)).retryAfter();

        clock.advance(wait.minusMillis(1));
        assertThat(claim("ada", FIVE)).isInstanceOf(Throttled.class);
        clock.advance(Duration.ofMillis(1));

        assertThat(claim("ada", FIVE)).isInstanceOf(Allowed.class);
        assertThat(claim("ada", FIVE)).isInstanceOf(Throttled.class);
    }

    @Test
    void a_quota_is_whole_again_after_its_window() {
        useUp("ada", FIVE);

        clock.advance(Duration.ofMinutes(1));

        useUp("ada", FIVE);
        assertThat(claim("ada", FIVE)).isInstanceOf(Throttled.class);
    }

    @Test
    void a_quota_never_saves_up_more_than_its_limit() {
        clock.advance(Duration.ofDays(3));

        useUp("ada", FIVE);

        assertThat(claim("ada", FIVE)).isInstanceOf(Throttled.class);
    }

    @Test
    void subjects_and_quotas_do_not_touch_each_other() {
        useUp("ada", FIVE);

        assertThat(claim("bob", FIVE)).isInstanceOf(Allowed.class);
        assertThat(claim("ada", TWENTY)).isInstanceOf(Allowed.class);
        assertThat(claim("ada", Quota.perMinute("exports", 5))).isInstanceOf(Allowed.class);
    }

    @Test
    void it_is_told_when_there_will_be_more_than_remains_now() {
        claim("ada", FIVE);
        clock.advance(Duration.ofSeconds(7));

        assertThat(claim("ada", FIVE)).isEqualTo(new Allowed(FIVE, 3, Duration.ofSeconds(5)));
        clock.advance(Duration.ofSeconds(5));
        assertThat(claim("ada", FIVE)).isEqualTo(new Allowed(FIVE, 3, Duration.ofSeconds(12)));
    }

    @Test
    void of_several_quotas_none_is_used_when_one_is_used_up() {
        useUp("net", FIVE);

        RateDecision refused =
                limiter().claim(List.of(new Claim("ada", TWENTY), new Claim("net", FIVE)));

        assertThat(refused)
                .isEqualTo(
                        new Throttled(
                                List.of(
                                        new Level(TWENTY, 20, Duration.ZERO),
                                        new Level(FIVE, 0, Duration.ofSeconds(12))),
                                Duration.ofSeconds(12)));
        assertThat(claim("ada", TWENTY)).isEqualTo(new Allowed(TWENTY, 19, Duration.ofSeconds(3)));
    }

    @Test
    void of_several_quotas_every_one_is_told_of_in_the_order_of_the_claims() {
        claim("net", TWENTY);

        RateDecision allowed =
                limiter().claim(List.of(new Claim("net", TWENTY), new Claim("ada", FIVE)));

        assertThat(allowed)
                .isEqualTo(
                        new Allowed(
                                List.of(
                                        new Level(TWENTY, 18, Duration.ofSeconds(3)),
                                        new Level(FIVE, 4, Duration.ofSeconds(12)))));
    }

    @Test
    void of_several_used_up_quotas_the_longest_wait_is_told() {
        useUp("ada", FIVE);
        useUp("net", TWENTY);

        RateDecision refused =
                limiter().claim(List.of(new Claim("net", TWENTY), new Claim("ada", FIVE)));

        assertThat(refused)
                .isEqualTo(
                        new Throttled(
                                List.of(
                                        new Level(TWENTY, 0, Duration.ofSeconds(3)),
                                        new Level(FIVE, 0, Duration.ofSeconds(12))),
                                Duration.ofSeconds(12)));
    }

    /// Two quotas that do not divide their windows evenly, whole seconds of waiting as headers have
    /// them, and pauses of any length.
    @Test
    void who_waits_for_more_wherever_nothing_remains_is_never_refused() {
        long seed = System.nanoTime();
        System.out.println("rate limiter seed " + seed);
        Random random = new Random(seed);
        List<Claim> claims =
                List.of(
                        new Claim("ada", Quota.perMinute("comparisons", 7)),
                        new Claim("net", Quota.perMinute("network", 11)));
        for (int call = 0; call < 10_000; call++) {
            RateDecision decision = limiter().claim(claims);
            assertThat(decision).as("call " + call).isInstanceOf(Allowed.class);
            long wait =
                    decision.levels().stream()
                            .filter(level -> level.remaining() == 0)
                            .mapToLong(level -> Math.ceilDiv(level.moreAfter().toNanos(), SECOND))
                            .max()
                            .orElse(0);
            clock.advance(Duration.ofSeconds(wait));
            if (random.nextInt(3) == 0) {
                clock.advance(Duration.ofNanos(random.nextLong(20 * SECOND)));
            }
        }
    }

    @Test
    void a_quota_claimed_by_many_at_once_is_used_exactly() throws InterruptedException {
        List<RateDecision> decisions = AtOnce.run(100, i -> claim("ada", TWENTY));

        assertThat(decisions).filteredOn(Allowed.class::isInstance).hasSize(20);
    }
}
