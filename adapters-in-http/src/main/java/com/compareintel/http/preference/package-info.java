/// What callers have chosen beforehand, over HTTP.
@NullMarked
package com.compareintel.http.preference;

import org.jspecify.annotations.NullMarked;
