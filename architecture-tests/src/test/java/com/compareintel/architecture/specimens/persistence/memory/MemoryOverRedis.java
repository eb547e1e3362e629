package com.compareintel.architecture.specimens.persistence.memory;

import com.compareintel.architecture.specimens.io.lettuce.core.RedisClient;
import com.compareintel.architecture.specimens.persistence.redis.Counter;

/// A memory that forgets everything when Redis is gone.
public record MemoryOverRedis(Counter counter, RedisClient client) {}
