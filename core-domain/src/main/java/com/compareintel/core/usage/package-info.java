/// What was used: comparisons, tokens, dollars and credits.
@NullMarked
package com.compareintel.core.usage;

import org.jspecify.annotations.NullMarked;
