/// Tokens as signed JWTs.
@NullMarked
package com.compareintel.accounts.tokens;

import org.jspecify.annotations.NullMarked;
