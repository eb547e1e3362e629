/// What is kept for a time only, and goes when that is over.
@NullMarked
package com.compareintel.core.retention;

import org.jspecify.annotations.NullMarked;
