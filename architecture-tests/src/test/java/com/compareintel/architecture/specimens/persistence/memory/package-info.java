/// A villain among the stores.
@NullMarked
package com.compareintel.architecture.specimens.persistence.memory;

import org.jspecify.annotations.NullMarked;
