package com.compareintel.architecture.specimens.io.lettuce.core;

public record RedisClient() {}
