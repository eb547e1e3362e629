/// What instances share while Redis is there: rate limits, and wake-ups. Nothing in it is needed
/// for long, and nothing fails when Redis does.
@NullMarked
package com.compareintel.persistence.redis;

import org.jspecify.annotations.NullMarked;
