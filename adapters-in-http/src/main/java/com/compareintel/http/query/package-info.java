/// Reading what stands in a query.
@NullMarked
package com.compareintel.http.query;

import org.jspecify.annotations.NullMarked;
