package com.compareintel.persistence.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.compareintel.core.ratelimit.Claim;
import com.compareintel.core.ratelimit.Quota;
import com.compareintel.core.ratelimit.RateDecision;
import com.compareintel.core.ratelimit.RateLimiter;
import com.compareintel.core.ratelimit.RateLimiterContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryRateLimiterTest extends RateLimiterContract {
    private final RateLimiter limiter = new InMemoryRateLimiter(clock);

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }

    @Test
    void a_bucket_that_is_let_go_counts_as_full() {
        Quota once = Quota.perMinute("comparisons", 1);
        limiter.claim(List.of(new Claim("ada", once)));
        clock.advance(Duration.ofSeconds(59));
        assertThat(limiter.claim(List.of(new Claim("ada", once))))
                .isInstanceOf(RateDecision.Throttled.class);

        clock.advance(Duration.ofMinutes(5));

        assertThat(limiter.claim(List.of(new Claim("ada", once))))
                .isEqualTo(new RateDecision.Allowed(once, 0, Duration.ofMinutes(1)));
    }
}
