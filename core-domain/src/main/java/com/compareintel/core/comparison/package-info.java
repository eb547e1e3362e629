/// The heart: what is asked, whether it may start and at what hold, what became of it, and what it
/// costs.
@NullMarked
package com.compareintel.core.comparison;

import org.jspecify.annotations.NullMarked;
