/// Tests of the adapter, over real sockets where sockets matter.
@NullMarked
package com.compareintel.openrouter;

import org.jspecify.annotations.NullMarked;
