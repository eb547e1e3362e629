/// Villains at home in the first feature of the core, which may know next to nothing.
@NullMarked
package com.compareintel.architecture.specimens.core.identity;

import org.jspecify.annotations.NullMarked;
