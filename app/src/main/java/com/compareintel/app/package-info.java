/// Wires the core to its adapters and starts it; decides nothing itself.
@NullMarked
package com.compareintel.app;

import org.jspecify.annotations.NullMarked;
