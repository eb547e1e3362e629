/// Proofs that nobody gets in where they do not belong: the whole product over real HTTP and a real
/// PostgreSQL, against everybody who might try.
@NullMarked
package com.compareintel.app.security;

import org.jspecify.annotations.NullMarked;
