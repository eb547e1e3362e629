/// Telling clients how often they may still ask.
@NullMarked
package com.compareintel.http.ratelimit;

import org.jspecify.annotations.NullMarked;
