/// What a caller has left, and where the rest went.
@NullMarked
package com.compareintel.http.credit;

import org.jspecify.annotations.NullMarked;
