/// Which models exist, what they can do and what they cost.
@NullMarked
package com.compareintel.core.catalogue;

import org.jspecify.annotations.NullMarked;
