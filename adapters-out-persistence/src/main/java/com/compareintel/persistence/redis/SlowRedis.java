package com.compareintel.persistence.redis;

import java.time.Duration;

/// A Redis that answers, but later than anybody waits.
final class SlowRedis extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlowRedis(Duration patience) {
        super("decisions take longer than " + patience.toMillis() + " ms");
    }
}
