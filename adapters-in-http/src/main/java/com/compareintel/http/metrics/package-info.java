/// What the service measures, for those who may know.
@NullMarked
package com.compareintel.http.metrics;

import org.jspecify.annotations.NullMarked;
