/// A feature that nobody gave a place in the order.
@NullMarked
package com.compareintel.architecture.specimens.core.marketing;

import org.jspecify.annotations.NullMarked;
