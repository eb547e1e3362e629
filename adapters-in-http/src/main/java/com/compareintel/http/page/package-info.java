/// The plain page to compare on.
@NullMarked
package com.compareintel.http.page;

import org.jspecify.annotations.NullMarked;
