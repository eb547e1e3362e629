/// What a caller has used, over HTTP.
@NullMarked
package com.compareintel.http.usage;

import org.jspecify.annotations.NullMarked;
