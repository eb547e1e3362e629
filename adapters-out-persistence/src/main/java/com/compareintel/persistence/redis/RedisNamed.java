package com.compareintel.persistence.redis;

import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/// Whether the operator named a Redis; a blank name is none.
final class RedisNamed implements Condition {
    @Override
    @SuppressWarnings("rawtypes") // as the framework declares it
    public boolean matches(ConditionContext context) {
        return context.getProperty("redis.url", String.class)
                .filter(url -> !url.isBlank())
                .isPresent();
    }
}
