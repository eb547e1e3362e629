/// The rules the modules keep, each with a reason and a specimen it rejects.
@NullMarked
package com.compareintel.architecture;

import org.jspecify.annotations.NullMarked;
