/// The two-phase ledger: what is held before the first byte, and settled or released exactly once
/// after the last.
@NullMarked
package com.compareintel.core.credit;

import org.jspecify.annotations.NullMarked;
