/// Writing and strictly reading JSON.
@NullMarked
package com.compareintel.http.json;

import org.jspecify.annotations.NullMarked;
