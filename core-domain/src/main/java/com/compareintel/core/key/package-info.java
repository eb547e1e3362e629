/// The API keys of an account: issued, listed, revoked.
@NullMarked
package com.compareintel.core.key;

import org.jspecify.annotations.NullMarked;
