/// The page people compare on, in a real browser, against the real product.
@NullMarked
package com.compareintel.app.page;

import org.jspecify.annotations.NullMarked;
