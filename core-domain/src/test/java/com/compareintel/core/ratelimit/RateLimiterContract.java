package com.compareintel.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.AtOnce;
import com.compareintel.core.ManualClock;
import com.compareintel.core.ratelimit.RateDecision.Allowed;
import com.compareintel.core.ratelimit.RateDecision.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What any [RateLimiter] promises. Every test gets one that has counted nothing yet and runs by
/// `clock`.
public abstract class RateLimiterContract {
    private static final Quota FIVE = Quota.perMinute("comparisons", 5);
    private static final Quota TWENTY = Quota.perMinute("network", 20);

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
                    .isEqualTo(
                            new Allowed(FIVE, left, Duration.ofSeconds(12).multipliedBy(5 - left)));
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
    void of_several_quotas_none_is_used_when_one_is_used_up() {
        useUp("net", FIVE);

        RateDecision refused =
                limiter().claim(List.of(new Claim("ada", TWENTY), new Claim("net", FIVE)));

        assertThat(refused).isEqualTo(new Throttled(FIVE, Duration.ofSeconds(12)));
        assertThat(claim("ada", TWENTY)).isEqualTo(new Allowed(TWENTY, 19, Duration.ofSeconds(3)));
    }

    @Test
    void of_several_quotas_the_one_closest_to_its_end_is_told_of() {
        claim("net", TWENTY);

        RateDecision allowed =
                limiter().claim(List.of(new Claim("net", TWENTY), new Claim("ada", FIVE)));

        assertThat(allowed).isEqualTo(new Allowed(FIVE, 4, Duration.ofSeconds(12)));
    }

    @Test
    void of_several_used_up_quotas_the_longest_wait_is_told() {
        useUp("ada", FIVE);
        useUp("net", TWENTY);

        RateDecision refused =
                limiter().claim(List.of(new Claim("net", TWENTY), new Claim("ada", FIVE)));

        assertThat(refused).isEqualTo(new Throttled(FIVE, Duration.ofSeconds(12)));
    }

    @Test
    void a_quota_claimed_by_many_at_once_is_used_exactly() throws InterruptedException {
        List<RateDecision> decisions = AtOnce.run(100, i -> claim("ada", TWENTY));

        assertThat(decisions).filteredOn(Allowed.class::isInstance).hasSize(20);
    }
}
