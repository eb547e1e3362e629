/// Villains at the edge.
@NullMarked
package com.compareintel.architecture.specimens.http;

import org.jspecify.annotations.NullMarked;
