/// Whole journeys through the running product, over real HTTP with a real database and a real
/// upstream.
@NullMarked
package com.compareintel.app.journeys;

import org.jspecify.annotations.NullMarked;
