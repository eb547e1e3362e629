/// One half of a cycle.
@NullMarked
package com.compareintel.architecture.specimens.http.credit;

import org.jspecify.annotations.NullMarked;
