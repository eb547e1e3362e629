/// How often somebody may ask.
@NullMarked
package com.compareintel.core.ratelimit;

import org.jspecify.annotations.NullMarked;
