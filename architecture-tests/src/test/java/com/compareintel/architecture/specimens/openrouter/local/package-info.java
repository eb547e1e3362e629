/// A stand-in for the upstream that invents its answers.
@NullMarked
package com.compareintel.architecture.specimens.openrouter.local;

import org.jspecify.annotations.NullMarked;
