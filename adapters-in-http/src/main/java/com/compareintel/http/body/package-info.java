/// Reading request bodies: syntax first, then every field with all that is wrong about it.
@NullMarked
package com.compareintel.http.body;

import org.jspecify.annotations.NullMarked;
