/// A stand-in for what is stored in tables.
@NullMarked
package com.compareintel.architecture.specimens.persistence.postgres;

import org.jspecify.annotations.NullMarked;
