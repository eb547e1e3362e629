/// A stand-in for the Redis client, which the product does without so far.
@NullMarked
package com.compareintel.architecture.specimens.io.lettuce.core;

import org.jspecify.annotations.NullMarked;
