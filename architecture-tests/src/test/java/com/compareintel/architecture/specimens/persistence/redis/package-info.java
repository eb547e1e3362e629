/// A stand-in for what is stored in Redis.
@NullMarked
package com.compareintel.architecture.specimens.persistence.redis;

import org.jspecify.annotations.NullMarked;
