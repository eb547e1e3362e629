/// How people get in: an address that is theirs, and a password.
@NullMarked
package com.compareintel.core.signin;

import org.jspecify.annotations.NullMarked;
