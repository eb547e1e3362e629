/// Villains that ask models.
@NullMarked
package com.compareintel.architecture.specimens.openrouter;

import org.jspecify.annotations.NullMarked;
