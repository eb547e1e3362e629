/// Comparisons: started, streamed, waited for, shown, resumed, cancelled, estimated.
@NullMarked
package com.compareintel.http.comparison;

import org.jspecify.annotations.NullMarked;
