package com.compareintel.core.ratelimit;

class PlainRateLimiterTest extends RateLimiterContract {
    private final RateLimiter limiter = new PlainRateLimiter(clock);

    @Override
    protected RateLimiter limiter() {
        return limiter;
    }
}
