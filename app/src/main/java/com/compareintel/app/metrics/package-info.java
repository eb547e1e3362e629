/// Counts and times what goes through the ports, and leaves it as it is.
@NullMarked
package com.compareintel.app.metrics;

import org.jspecify.annotations.NullMarked;
