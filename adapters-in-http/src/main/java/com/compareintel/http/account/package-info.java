/// Registering, and showing that an address is one's own.
@NullMarked
package com.compareintel.http.account;

import org.jspecify.annotations.NullMarked;
