package com.compareintel.architecture.specimens.persistence.redis;

public record Counter() {}
