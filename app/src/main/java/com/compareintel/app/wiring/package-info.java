/// Makes the parts of the product from its settings: a factory for each feature of the core, and
/// what the core leaves to its surroundings, such as timers and ids.
@NullMarked
package com.compareintel.app.wiring;

import org.jspecify.annotations.NullMarked;
