/// A villain that wires.
@NullMarked
package com.compareintel.architecture.specimens.app;

import org.jspecify.annotations.NullMarked;
