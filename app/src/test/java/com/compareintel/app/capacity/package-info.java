/// The calculator in `docs/capacity`, which users run with a JDK alone.
@NullMarked
package com.compareintel.app.capacity;

import org.jspecify.annotations.NullMarked;
