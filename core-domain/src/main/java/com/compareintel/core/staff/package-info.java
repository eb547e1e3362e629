/// The operator's desk: who may do what to whom there, and what they did.
@NullMarked
package com.compareintel.core.staff;

import org.jspecify.annotations.NullMarked;
