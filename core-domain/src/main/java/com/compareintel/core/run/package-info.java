/// What makes a comparison go: the state machine of a run, its runner, and those who follow or
/// cancel it.
@NullMarked
package com.compareintel.core.run;

import org.jspecify.annotations.NullMarked;
