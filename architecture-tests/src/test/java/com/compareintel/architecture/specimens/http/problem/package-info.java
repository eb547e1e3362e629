/// The other half of a cycle.
@NullMarked
package com.compareintel.architecture.specimens.http.problem;

import org.jspecify.annotations.NullMarked;
