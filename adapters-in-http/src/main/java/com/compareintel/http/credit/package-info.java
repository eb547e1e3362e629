/// What a caller has left.
@NullMarked
package com.compareintel.http.credit;

import org.jspecify.annotations.NullMarked;
