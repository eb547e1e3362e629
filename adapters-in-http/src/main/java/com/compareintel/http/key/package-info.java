/// API keys over HTTP.
@NullMarked
package com.compareintel.http.key;

import org.jspecify.annotations.NullMarked;
