/// The small clients of the documentation, run against the product.
@NullMarked
package com.compareintel.app.examples;

import org.jspecify.annotations.NullMarked;
