/// Proof over real sockets that the local upstream does what its vocabulary says.
@NullMarked
package com.compareintel.openrouter.local;

import org.jspecify.annotations.NullMarked;
