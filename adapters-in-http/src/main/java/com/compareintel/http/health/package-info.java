/// Whether the service is alive and ready.
@NullMarked
package com.compareintel.http.health;

import org.jspecify.annotations.NullMarked;
